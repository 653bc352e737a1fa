// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.harness.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  private static final List<String> CONSUMER =
      List.of(
          "result: consumer.vs-raw-loop 0.94 (0.90..0.99)",
          "result: consumer.ns-per-message.ours 10 (9..11)",
          "result: consumer.ns-per-message.peer 20 (19..21)");
  @TempDir Path root;
  private Path benchmarks;

  @BeforeEach
  void createABenchmarksFolder() throws IOException {
    benchmarks = Files.createDirectories(root.resolve("benchmarks"));
    write("README.md", "# Benchmarks\n" + Page.BEGIN + "\nold\n" + Page.END + "\nbehind\n");
    write("targets.txt", "consumer.vs-raw-loop ≥ 0.9\ncache.hit ≤ 2\n");
    write(
        "../pom.xml",
        "<aws.version>2.50.2</aws.version><dependency><groupId>x</groupId><artifactId>managed</artifactId><version>${m.version}</version></dependency><m.version>7</m.version>");
    write("consumer/comparison/pom.xml", dependencies() + profile("consumer"));
    write("cache/pom.xml", profile("cache"));
    write("pom.xml", profile("outbox"));
    write("harness/pom.xml", profile("all"));
  }

  @Test
  void writesTableAndChartBetweenTheMarksOfThePage() throws IOException {
    int figures = new Report(benchmarks, true).take(CONSUMER, "2026-11-25");

    assertThat(figures).isEqualTo(3);
    assertThat(read("README.md"))
        .isEqualTo(
            """
            # Benchmarks
            %s

            ### consumer

            2026-11-25 · quick form · %s · %s.
            With AWS SDK 2.50.2, axon-messaging 4.12.2, managed 7.

            | figure | median | lowest..highest | should be | |
            |---|---|---|---|---|
            | `vs-raw-loop` | 0.94 | 0.90..0.99 | ≥ 0.9 | met |

            ![consumer: what each contender needed](charts/consumer.svg)

            %s
            behind
            """
                .formatted(Page.BEGIN, Machine.text(), Machine.jdk(), Page.END));
    assertThat(read("charts/consumer.svg")).contains(">ours<", ">peer<");
  }

  @Test
  void updatesTheRowsOfAPartialRun() throws IOException {
    new Report(benchmarks, false).take(CONSUMER, "2026-11-24");

    new Report(benchmarks, true)
        .take(
            List.of(
                "result: consumer.vs-raw-loop 0.81 (0.75..1.05)", "result: cache.hit 2.50 (2..3)"),
            "2026-11-25");

    assertThat(read("README.md"))
        .containsSubsequence(
            "### cache",
            "| `hit` | 2.50 | 2..3 | ≤ 2 | **missed** |",
            "### consumer",
            "2026-11-25 · quick form · ",
            ": `vs-raw-loop`.",
            "2026-11-24 · full form · ",
            ": `ns-per-message.ours`, `ns-per-message.peer`.",
            "| `vs-raw-loop` | 0.81 | 0.75..1.05 | ≥ 0.9 | **missed** |");
    assertThat(benchmarks.resolve("charts/cache.svg")).doesNotExist();
  }

  @Test
  void leavesEverythingAsItIsWhenNothingWasMeasured() throws IOException {
    String before = read("README.md");

    assertThat(new Report(benchmarks, true).take(List.of("BUILD FAILURE"), "2026-11-25")).isZero();

    assertThat(read("README.md")).isEqualTo(before);
    assertThat(benchmarks.resolve("results.tsv")).doesNotExist();
  }

  @Test
  void refusesAPageWithoutMarks() throws IOException {
    write("README.md", "# Benchmarks\n");

    assertThatThrownBy(() -> new Report(benchmarks, true).take(CONSUMER, "2026-11-25"))
        .hasMessage(
            "The page has no '<!-- made by -Dbench=all and -Dbench=report: begin -->' with an '<!-- end -->' behind it."
                + " Put both back where the table belongs.");
  }

  @Test
  void findsComparisonsByTheirProfiles() throws IOException {
    assertThat(comparisons("mvn").names()).containsExactly("cache", "consumer", "outbox");
  }

  /** What has a target must be part of {@code -Dbench=all}. */
  @Test
  void findsEveryComparisonOfThisProjectThatHasATarget() throws IOException {
    Path project = Path.of("").toAbsolutePath().getParent();
    List<String> targets =
        Files.readAllLines(project.resolve("targets.txt")).stream()
            .map(line -> line.substring(0, line.indexOf('.')))
            .distinct()
            .toList();

    assertThat(new Comparisons(project, "mvn", System.out).names()).containsAll(targets);
  }

  @Test
  void runsAComparisonAndPassesOnWhatItPrints() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Path maven = write("mvn", "#!/bin/sh\necho \"$@\"\necho failing >&2\nexit 3\n");
    assertThat(maven.toFile().setExecutable(true)).isTrue();

    Comparisons.Run run =
        new Comparisons(
                benchmarks, maven.toString(), new PrintStream(out, true, StandardCharsets.UTF_8))
            .run("consumer", true);

    assertThat(run.code()).isEqualTo(3);
    assertThat(run.lines())
        .containsExactly(
            "-B -q -f " + root.resolve("pom.xml") + " -Pbench -Dbench=consumer -Dbench.quick=true",
            "failing");
    assertThat(out.toString(StandardCharsets.UTF_8).lines().toList()).isEqualTo(run.lines());
  }

  @Test
  void readsTheModelOfTheProcessor() {
    assertThat(Machine.cpu(List.of("processor\t: 0", "model name\t: AMD EPYC 7B13")))
        .isEqualTo("AMD EPYC 7B13");
    assertThat(Machine.cpu(List.of())).isEqualTo("CPU not known");
  }

  private Comparisons comparisons(String maven) {
    return new Comparisons(benchmarks, maven, System.out);
  }

  private static String profile(String name) {
    return "<property>\n  <name>bench</name>\n  <value>" + name + "</value>\n</property>\n";
  }

  private static String dependencies() {
    return """
        <dependency><groupId>org.axonframework</groupId><artifactId>axon-messaging</artifactId><version>${axon.version}</version></dependency>
        <dependency><groupId>io.busbar</groupId><artifactId>busbar-core</artifactId></dependency>
        <dependency><groupId>software.amazon.awssdk</groupId><artifactId>sqs</artifactId></dependency>
        <dependency><groupId>x</groupId><artifactId>managed</artifactId></dependency>
        <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-simple</artifactId><version>1</version></dependency>
        <axon.version>4.12.2</axon.version>
        """;
  }

  private Path write(String file, String text) throws IOException {
    Path path = benchmarks.resolve(file);
    Files.createDirectories(path.normalize().getParent());
    return Files.writeString(path, text);
  }

  private String read(String file) throws IOException {
    return Files.readString(benchmarks.resolve(file));
  }
}
