// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.harness.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTest {
  private static final Result.Origin MONDAY =
      new Result.Origin("full", "2026-11-23", "JDK 17.0.17", "EPYC, 2 cores");
  private static final Result.Origin TUESDAY =
      new Result.Origin("quick", "2026-11-24", "JDK 25", "EPYC, 2 cores");
  @TempDir Path folder;

  @Test
  void readsWhatFiguresPrintWhateverMavenPrintsBeforeIt() {
    assertThat(Result.parse("\u001b[0mresult: publisher.overhead-ns 524 (-936..710)", MONDAY))
        .contains(new Result("publisher.overhead-ns", "524", "-936", "710", MONDAY));
  }

  @Test
  void takesTheMedianForARangeWhereNoneIsPrinted() {
    assertThat(Result.parse("result: tracing.handler-bytes.bare 2408.0 (+0.0)", MONDAY))
        .contains(new Result("tracing.handler-bytes.bare", "2408.0", "2408.0", "2408.0", MONDAY));
  }

  @Test
  void passesOverEverythingElse() {
    assertThat(Result.parse("The detail has 627 bytes.", MONDAY)).isEmpty();
    assertThat(Result.parse("result: nothing to see", MONDAY)).isEmpty();
    assertThat(Result.parse("result: alone 1.0 (1.0..1.0)", MONDAY)).isEmpty();
  }

  @Test
  void tellsMeasureAndContenderApart() {
    Result result =
        Result.parse("result: outbox.events-per-second-10ms.db-scheduler 7 (6..8)", MONDAY)
            .orElseThrow();

    assertThat(result.comparison()).isEqualTo("outbox");
    assertThat(result.isOfAContender()).isTrue();
    assertThat(result.measure()).isEqualTo("events-per-second-10ms");
    assertThat(result.contender()).isEqualTo("db-scheduler");
  }

  @Test
  void keepsWhatWasNotMeasuredAgain() throws IOException {
    Path file = folder.resolve("results.tsv");
    Results monday = Results.read(file);
    monday.take(
        List.of("result: b.x 1 (1..1)", "result: a.y 2 (2..2)", "result: a.z 3 (3..3)"), MONDAY);
    monday.write(file);

    Results tuesday = Results.read(file);
    int taken = tuesday.take(List.of("result: a.y 4.50 (4..5)", "said by the way"), TUESDAY);
    tuesday.write(file);

    assertThat(taken).isEqualTo(1);
    assertThat(file)
        .hasContent(
            """
            name\tmedian\tlowest\thighest\tform\tdate\tjdk\tmachine
            a.y\t4.50\t4\t5\tquick\t2026-11-24\tJDK 25\tEPYC, 2 cores
            a.z\t3\t3\t3\tfull\t2026-11-23\tJDK 17.0.17\tEPYC, 2 cores
            b.x\t1\t1\t1\tfull\t2026-11-23\tJDK 17.0.17\tEPYC, 2 cores
            """);
  }

  @Test
  void refusesARowThatSomeoneBroke() throws IOException {
    Path file = Files.writeString(folder.resolve("results.tsv"), "name\na.y\t4.50\n");

    assertThatThrownBy(() -> Results.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "A row of figures has 8 columns with a tab between them, but this one has 2: 'a.y\t4.50'."
                + " Restore the file, or delete the row and measure again.");
  }
}
