// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.junit;

import static io.busbar.testkit.scenario.Scenarios.handled;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.VirtualClock;
import io.busbar.testkit.scenario.EventScenario;
import io.busbar.testkit.scenario.TestWorld;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;

class BusbarTestTest {

  @Sample
  @BusbarTest(seed = 42)
  static class Belongs {
    private final InMemoryOrganization ofConstructor;
    private VirtualClock ofSetUp;

    Belongs(InMemoryOrganization ofConstructor) {
      this.ofConstructor = ofConstructor;
    }

    @BeforeEach
    void setUp(VirtualClock ofSetUp) {
      this.ofSetUp = ofSetUp;
    }

    @Test
    void together(
        InMemoryOrganization aws,
        EventScenario scenario,
        VirtualClock clock,
        Random random,
        TestWorld world) {
      assertThat(aws).isSameAs(ofConstructor).isSameAs(world.organization());
      assertThat(aws.seed()).isEqualTo(42);
      assertThat(aws.time()).isSameAs(clock).isSameAs(ofSetUp);
      assertThat(scenario).isSameAs(world.scenario());
      assertThat(random).isSameAs(world.random());
    }

    @Nested
    class Inside {

      @Test
      void alsoInNestedClasses(InMemoryOrganization aws) {
        assertThat(aws.seed()).isEqualTo(42);
      }
    }
  }

  @Test
  void givesATestItsOwnWorldInAllItsMethods() {
    run(Belongs.class).testEvents().assertStatistics(all -> all.succeeded(2).failed(0));
  }

  @Sample
  @BusbarTest(seed = 1)
  static class Parallel {
    static final Set<InMemoryOrganization> SEEN = ConcurrentHashMap.newKeySet();
    static final CountDownLatch BOTH = new CountDownLatch(2);

    @RepeatedTest(2)
    @Execution(ExecutionMode.CONCURRENT)
    void runs(InMemoryOrganization aws, EventScenario scenario) throws InterruptedException {
      SEEN.add(aws);
      BOTH.countDown();
      assertThat(BOTH.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(scenario.untilQuiescent().trace().entries()).isEmpty();
    }
  }

  @Test
  void keepsTestsApartThatRunAtTheSameTime() {
    Sample.Kit.of(Parallel.class)
        .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
        .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
        .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "2")
        .execute()
        .testEvents()
        .assertStatistics(all -> all.succeeded(2));

    assertThat(Parallel.SEEN).hasSize(2);
  }

  @Sample
  @BusbarTest
  static class Seeded {
    static final List<Long> SEEDS = Collections.synchronizedList(new ArrayList<>());

    @RepeatedTest(2)
    void byChance(InMemoryOrganization aws) {
      SEEDS.add(aws.seed());
    }
  }

  @Test
  void drawsASeedForEveryTestUnlessItIsToldOne() {
    run(Seeded.class).testEvents().assertStatistics(all -> all.succeeded(2));

    assertThat(Seeded.SEEDS).hasSize(2).doesNotHaveDuplicates();
  }

  @Sample
  static class OneMethod {

    @Test
    @BusbarTest(seed = 7)
    void alone(InMemoryOrganization aws) {
      assertThat(aws.seed()).isEqualTo(7);
    }
  }

  @Test
  void canStandOnOneMethod() {
    run(OneMethod.class).testEvents().assertStatistics(all -> all.succeeded(1));
  }

  @Sample
  @BusbarTest(seed = 42)
  static class Failing {

    @Test
    void byItsOwnAssertion(InMemoryOrganization aws) {
      aws.account("123456789012").bus("orders").rule("none");
      throw new IllegalStateException("not as it should be");
    }
  }

  @Test
  void addsTheReportToAFailure() {
    Throwable failure = failure(run(Failing.class));

    assertThat(failure).hasMessage("not as it should be");
    assertThat(failure.getSuppressed()).hasSize(1);
    assertThat(failure.getSuppressed()[0])
        .isInstanceOf(TestReport.class)
        .hasMessage(
            """

            Seed 42; -Dbusbar.seed=42 runs it again.

            Events
              event  by  published  matched  delivered  handled  acked

            What happened
              none

            Lost
              none

            Faults
              none
            """);
  }

  @Sample
  @BusbarTest(seed = 42)
  static class FailingScenario {

    @Test
    void byAnExpectation(EventScenario scenario) {
      scenario.untilQuiescent().then(handled(String.class));
    }
  }

  @Test
  void addsNoSecondReportToAScenario() {
    assertThat(failure(run(FailingScenario.class)).getSuppressed()).isEmpty();
  }

  /** As Spring's: it takes any parameter that carries its annotation. */
  static final class Other implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == String.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return "a bean";
    }
  }

  @Sample
  @BusbarTest(seed = 1)
  @ExtendWith(Other.class)
  static class WithOthers {

    @Test
    void share(String bean, VirtualClock clock) {
      assertThat(bean).isEqualTo("a bean");
      assertThat(clock.now()).isEqualTo(VirtualClock.START);
    }
  }

  @Test
  void leavesTheParametersOfOtherExtensionsAlone() {
    run(WithOthers.class).testEvents().assertStatistics(all -> all.succeeded(1));
  }

  static EngineExecutionResults run(Class<?> testClass) {
    return Sample.Kit.of(testClass).execute();
  }

  static Throwable failure(EngineExecutionResults results) {
    return results
        .testEvents()
        .failed()
        .map(event -> event.getRequiredPayload(TestExecutionResult.class))
        .flatMap(result -> result.getThrowable().stream())
        .findFirst()
        .orElseThrow();
  }
}
