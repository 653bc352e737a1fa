// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** LocalAws in a JVM of its own, as at a desk. */
class DeskProcessTest {
  private static final String SERVICE =
      "--template=999999999999/eu-west-1:src/test/resources/cloudformation/service.json";

  private static final Set<String> OPTIONS_OF_JVMS =
      Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

  @TempDir private Path folder;

  @Test
  void loadsTemplatesBeforeItListens() throws Exception {
    Process process =
        start(
            "--port=0",
            SERVICE,
            "--parameter=Service=payment",
            "--parameter=HubAccount=121212121212");
    try (BufferedReader output = process.inputReader()) {
      assertThat(output.readLine())
          .isEqualTo(
              "Loaded src/test/resources/cloudformation/service.json into 999999999999 in"
                  + " eu-west-1");
      assertThat(output.readLine()).startsWith("LocalAws listens on http://127.0.0.1:");
      assertThat(output.readLine()).matches("Look at it on http://127\\.0\\.0\\.1:\\d+/_busbar");
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertThat(errors()).isEmpty();
  }

  @Test
  void saysWhatIsWrongWithATemplateAndEnds() throws Exception {
    Process process = start("--port=0", SERVICE, "--parameter=Service=payment");

    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isEqualTo(2);
    assertThat(errors())
        .isEqualTo(
            "The template 'service.json' cannot be loaded into account 999999999999 in eu-west-1:\n"
                + "  1. The parameter 'HubAccount' has no default. Give it a value with"
                + " .parameter(\"HubAccount\", \"…\").\n");
  }

  @Test
  void warnsWhenOthersCanReachIt() throws Exception {
    Process process = start("--port=0", "--host=0.0.0.0");
    String endpoint;
    try (BufferedReader output = process.inputReader()) {
      endpoint = output.readLine().substring("LocalAws listens on ".length());
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertThat(errors())
        .isEqualTo(
            "[main] WARN io.busbar.testkit.aws.HttpDoor - LocalAws listens on "
                + endpoint
                + ", which others can reach, and checks no signatures: whoever reaches it can read"
                + " and change everything in it. Leave the host out to listen on 127.0.0.1"
                + " only.\n");
  }

  @Test
  void refusesAHostThatIsNotThere() {
    assertThatThrownBy(() -> LocalAws.builder().host("[::1").start())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "LocalAws cannot listen on '[::1': there is no such host. Use an"
                + " address of this machine, or leave it out for 127.0.0.1.");
  }

  private Process start(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Dfile.encoding=UTF-8",
                "-Dsun.stderr.encoding=UTF-8",
                "-Dstderr.encoding=UTF-8",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-cp",
                System.getProperty("java.class.path"),
                LocalAws.class.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder process =
        new ProcessBuilder(command).redirectError(folder.resolve("errors").toFile());
    // The JVM says on its error output that it has picked these up.
    process.environment().keySet().removeAll(OPTIONS_OF_JVMS);
    return process.start();
  }

  private String errors() throws IOException {
    return Files.readString(folder.resolve("errors"));
  }
}
