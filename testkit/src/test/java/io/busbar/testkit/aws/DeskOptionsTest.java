// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.aws.DeskOptions.TemplateFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeskOptionsTest {
  private static final String KNOWN =
      " Use --port=PORT, --host=ADDRESS, --template=[ACCOUNT[/REGION]:]FILE,"
          + " --parameter=NAME=VALUE, --ignore=TYPE and --virtual-clock.";

  @Test
  void standsForTheDefaultsWithoutArguments() {
    assertThat(DeskOptions.of())
        .isEqualTo(new DeskOptions("127.0.0.1", 4010, false, List.of(), Map.of(), List.of()));
    assertThat(DeskOptions.of("--port=", "--host=", "--template="))
        .as("properties of Maven that nobody has set")
        .isEqualTo(DeskOptions.of());
  }

  @Test
  void readsWhatItIsTold() {
    DeskOptions options =
        DeskOptions.of(
            "--port=0",
            "--host=0.0.0.0",
            "--virtual-clock",
            "--template=bus.yaml",
            "--template=999999999999:payment.json",
            "--template=999999999999/eu-west-1:a:b.json",
            "--parameter=Pattern=a=b",
            "--ignore=AWS::IAM::Role");

    assertThat(options.port()).isZero();
    assertThat(options.host()).isEqualTo("0.0.0.0");
    assertThat(options.virtualClock()).isTrue();
    assertThat(options.templates())
        .containsExactly(
            new TemplateFile("123456789012", "us-east-1", Path.of("bus.yaml")),
            new TemplateFile("999999999999", "us-east-1", Path.of("payment.json")),
            new TemplateFile("999999999999", "eu-west-1", Path.of("a:b.json")));
    assertThat(options.parameters()).isEqualTo(Map.of("Pattern", "a=b"));
    assertThat(options.ignored()).containsExactly("AWS::IAM::Role");
  }

  @Test
  void refusesWhatCannotBe() {
    assertThatThrownBy(() -> DeskOptions.of("--port=70000"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The port must be a number from 0 to 65535, but was '70000'. Use --port=0 for a free"
                + " port.");
    assertThatThrownBy(() -> DeskOptions.of("-p", "1"))
        .hasMessage("The argument '-p' is unknown." + KNOWN);
    assertThatThrownBy(() -> DeskOptions.of("--parameter=Stage"))
        .hasMessage("A parameter is given as --parameter=NAME=VALUE, but was 'Stage'.");
  }

  @Test
  void loadsTemplatesWithTheParametersThatTheyDeclare() {
    InMemoryOrganization aws = InMemoryOrganization.create();

    DeskOptions.of(
            "--template=999999999999:src/test/resources/cloudformation/service.json",
            "--parameter=Service=payment",
            "--parameter=HubAccount=121212121212")
        .load(aws);

    assertThat(aws.account("999999999999").region().findQueue("payment")).isPresent();
  }

  @Test
  void refusesParametersThatNoTemplateDeclares() {
    InMemoryOrganization aws = InMemoryOrganization.create();
    String template = "--template=src/test/resources/cloudformation/service.json";

    assertThatThrownBy(() -> DeskOptions.of(template, "--parameter=Servce=payment").load(aws))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "No template declares the parameter 'Servce'. The templates declare HubAccount, Service.");
    assertThatThrownBy(() -> DeskOptions.of("--parameter=Stage=test").load(aws))
        .hasMessage(
            "No template declares the parameter 'Stage'. The templates declare none; leave it out.");
    assertThat(aws.accounts()).isEmpty();
  }
}
