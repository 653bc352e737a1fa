// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.grocery;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.testkit.Account;
import io.busbar.testkit.aws.LocalAws;
import io.busbar.testkit.cloudformation.CloudFormationTemplate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * {@code -Ddemo.aws=true} in a JVM of its own, whose environment is all that it knows.
 * AWS_ENDPOINT_URL, which the SDK reads itself, leads to LocalAws instead of AWS.
 */
class DemoOnAwsTest {
  private static final String ID = "210987654321";
  private static final String NO_IDENTITY_AT_ALL =
      """
      The demo cannot run on AWS; 2 things are missing:
        1. There is no Region. Set AWS_REGION or -Daws.region, or name one in the profile.
        2. There are no credentials. Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; for a profile with single sign-on or a role: eval "$(aws configure export-credentials --format env)".
      Bus, queues and rules come from examples/aws.yaml: aws cloudformation deploy --stack-name grocery --template-file examples/aws.yaml
      """;
  private static final String INCOMPLETE =
      """
      The demo cannot run on AWS; 4 things are missing:
        1. The queue 'shop-payment' is not empty: about 1 messages wait there, and the run would count them. Purge it.
        2. The queue 'shop-subscription' does not exist.
        3. No rule of the bus 'shop-central-bus' leads to the queue 'shop-inventory', so it would hear nothing. examples/aws.yaml has the pattern.
        4. The queue 'shop-order-processing-dead-letters' does not exist.
      Bus, queues and rules come from examples/aws.yaml: aws cloudformation deploy --stack-name grocery --template-file examples/aws.yaml
      """;

  private record Ended(int code, String text) {
    String lastLine() {
      return text.lines().reduce("", (before, line) -> line);
    }
  }

  @Test
  void runsOnTheBusAndTheQueuesOfTheTemplate() throws Exception {
    try (LocalAws aws = LocalAws.start()) {
      Account account = aws.organization().account(ID);
      CloudFormationTemplate.read(Path.of("aws.yaml")).loadInto(account.region("eu-west-1"));

      Ended run = demo(environment(aws), "-Ddemo.upgrades=20");

      assertThat(run.lastLine())
          .isEqualTo(
              "demo: upgrades=20 charged=20 activated=20 rejected=0 reserved=20 shown=20"
                  + " high-priority-orders=20 duplicate-effects=0 lost=0 order-versions=7 ok");
      assertThat(run.text().lines())
          .contains(
              "20 customers upgrade on AWS, account 210987654321, eu-west-1; all services in this account, on real AWS clients",
              "  payment            210987654321");
      assertThat(run.code()).isZero();
    }
  }

  @Test
  void saysInOneTextThatThereAreNeitherRegionNorCredentials() throws Exception {
    Ended run = demo(Map.of());

    assertThat(run).isEqualTo(new Ended(1, NO_IDENTITY_AT_ALL));
  }

  @Test
  void saysInOneTextWhatIsMissingInTheAccount() throws Exception {
    try (LocalAws aws = LocalAws.start()) {
      var region = aws.organization().account(ID).region("eu-west-1");
      CloudFormationTemplate.read(Path.of("aws.yaml"))
          .parameter("Prefix", "shop-")
          .ignoring(
              "Subscription",
              "ToSubscription",
              "SubscriptionPolicy",
              "ToInventory",
              "InventoryPolicy",
              "OrderProcessingDeadLetters")
          .loadInto(region);
      region.queue("shop-payment").send("{}");

      Ended run = demo(environment(aws), "-Ddemo.prefix=shop-");

      assertThat(run).isEqualTo(new Ended(1, INCOMPLETE));
    }
  }

  @Test
  void saysOnceThatTheBusDoesNotExist() throws Exception {
    try (LocalAws aws = LocalAws.start()) {
      Ended run = demo(environment(aws));

      assertThat(run.text().lines())
          .startsWith(
              "The demo cannot run on AWS; 11 things are missing:",
              "  1. The bus 'central-bus' does not exist.",
              "  2. The queue 'payment' does not exist.",
              "  3. The queue 'payment-dead-letters' does not exist.");
      assertThat(run.code()).isEqualTo(1);
    }
  }

  private static Map<String, String> environment(LocalAws aws) {
    return Map.of(
        "AWS_ENDPOINT_URL",
        aws.endpoint().toString(),
        "AWS_ACCESS_KEY_ID",
        ID,
        "AWS_SECRET_ACCESS_KEY",
        "secret",
        "AWS_REGION",
        "eu-west-1");
  }

  private static Ended demo(Map<String, String> environment, String... options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
            "-Ddemo.aws=true"));
    command.addAll(List.of(options));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), "io.busbar.examples.GroceryDemo"));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
    // The SDK looks there, too; on the machine of whoever runs this test there may be something.
    builder.environment().put("AWS_CONFIG_FILE", "/nowhere");
    builder.environment().put("AWS_SHARED_CREDENTIALS_FILE", "/nowhere");
    builder.environment().put("AWS_EC2_METADATA_DISABLED", "true");
    builder.environment().putAll(environment);
    Process process = builder.start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), text);
  }
}
