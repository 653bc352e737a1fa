// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.junit;

import static io.busbar.testkit.scenario.Faults.duplicate;
import static io.busbar.testkit.scenario.Scenarios.handled;
import static io.busbar.testkit.scenario.Scenarios.that;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.scenario.EventScenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineExecutionResults;

class ReportPageTest {
  private static final String PREFIX = ReportPageTest.class.getName();

  @TempDir Path directory;

  @Sample
  @BusbarTest(seed = 42)
  static class Failing {

    @Test
    void byAnExpectation(EventScenario scenario) {
      scenario.untilQuiescent().then(handled(String.class));
    }
  }

  @Test
  void isWrittenForAScenarioThatFailsAndNamedInItsFailure() throws IOException {
    Throwable failure = BusbarTestTest.failure(run(Failing.class));

    Path page = directory.resolve(PREFIX + "$Failing.byAnExpectation.html");
    assertThat(failure.getMessage())
        .startsWith("Expected String to succeed at least once, but it succeeded never.\n")
        .endsWith("\nFaults\n  none\n\nAs a page: " + page + "\n");
    assertThat(failure.getStackTrace()[0].getMethodName()).isEqualTo("of");
    assertThat(files()).containsExactly(page);
    assertThat(page)
        .content()
        .contains("<h1>Failing.byAnExpectation</h1>", "-Dbusbar.seed=42")
        .contains("Expected String to succeed at least once, but it succeeded never.")
        .doesNotContain("What happened\n");
  }

  @Sample
  @BusbarTest(seed = 42)
  static class Mixed {

    @Test
    void fails(InMemoryOrganization aws) {
      aws.account("123456789012").bus("orders").rule("none");
      throw new IllegalStateException("not as it should be");
    }

    @RepeatedTest(2)
    void failsTwice(InMemoryOrganization aws) {
      throw new IllegalStateException("not as it should be: " + aws.region());
    }

    @Test
    void isSkipped(InMemoryOrganization aws) {
      assumeTrue(aws.accounts().size() > 1, "one account is not enough");
    }

    @Test
    void passes(EventScenario scenario) {
      scenario.untilQuiescent().then(that("all is well", () -> true));
    }
  }

  @Test
  void isWrittenForFailuresOnlyAndForEachInvocation() throws IOException {
    EngineExecutionResults results = run(Mixed.class);

    results.testEvents().assertStatistics(all -> all.failed(3).aborted(1).succeeded(1));
    assertThat(files())
        .extracting(file -> file.getFileName().toString())
        .containsExactly(
            PREFIX + "$Mixed.fails.html",
            PREFIX + "$Mixed.failsTwice-1.html",
            PREFIX + "$Mixed.failsTwice-2.html");
    assertThat(files().get(2))
        .content()
        .contains("<h1>Mixed.failsTwice, repetition 2 of 2</h1>")
        .contains("java.lang.IllegalStateException: not as it should be: us-east-1");
    assertThat(BusbarTestTest.failure(results).getSuppressed()[0].getMessage())
        .contains("\nAs a page: " + directory);
  }

  @Sample
  static class Simulated {

    @SimulationTest(runs = 5)
    void fails(EventScenario scenario) {
      scenario.faults(duplicate(0.5)).untilQuiescent().then(that("pigs fly", () -> false));
    }
  }

  @Test
  void isWrittenForTheSmallestRunOfASimulation() throws IOException {
    Throwable failure = BusbarTestTest.failure(run(Simulated.class));

    Path page = directory.resolve(PREFIX + "$Simulated.fails-1.html");
    assertThat(failure.getMessage()).endsWith("\n\nAs a page: " + page + "\n");
    assertThat(page)
        .content()
        .contains("Run 1 of 5 fails, with seed ", "Expected that pigs fly, but it is not so.");
  }

  @Test
  void isNotWrittenWhenNoneIsWanted() throws IOException {
    EngineExecutionResults results = Sample.Kit.of(Failing.class).execute();

    assertThat(BusbarTestTest.failure(results).getMessage()).endsWith("\nFaults\n  none\n");
    assertThat(files()).isEmpty();
  }

  @Test
  void doesNotHideTheFailureWhenItCannotBeWritten() throws IOException {
    Path occupied = Files.writeString(directory.resolve("occupied"), "a file");

    EngineExecutionResults results =
        Sample.Kit.of(Failing.class)
            .configurationParameter("busbar.reports", occupied.toString())
            .execute();

    assertThat(BusbarTestTest.failure(results).getMessage()).endsWith("\nFaults\n  none\n");
  }

  private EngineExecutionResults run(Class<?> sample) {
    return Sample.Kit.of(sample)
        .configurationParameter("busbar.reports", directory.toString())
        .execute();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }
}
