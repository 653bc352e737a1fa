// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.busbar.examples.planted.consumer.ConsumesByPublisher;
import io.busbar.examples.planted.core.KnowsALeaf;
import io.busbar.examples.planted.core.SystemClock;
import io.busbar.examples.planted.core.TraceHelper;
import io.busbar.examples.planted.core.UsesJdbc;
import io.busbar.examples.planted.core.UsesJdbcDataSources;
import io.busbar.examples.planted.core.UsesMicrometer;
import io.busbar.examples.planted.core.UsesOpenTelemetry;
import io.busbar.examples.planted.core.UsesTheAwsSdk;
import io.busbar.examples.planted.core.a.NeedsB;
import io.busbar.examples.planted.core.b.NeedsA;
import io.busbar.examples.planted.publisher.ReadsTheWallClock;
import io.busbar.examples.planted.publisher.Sleeps;
import io.busbar.examples.planted.publisher.exception.Lost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A rule that finds nothing proves nothing: each one must find what is planted. */
class ArchitectureRulesTest {
  private static final ArchitectureRules RULES =
      new ArchitectureRules("io.busbar.examples.planted");
  private static final JavaClasses PLANTED = new ClassFileImporter().importPackages(RULES.root());

  @ParameterizedTest
  @ValueSource(
      classes = {
        UsesTheAwsSdk.class,
        UsesJdbc.class,
        UsesJdbcDataSources.class,
        UsesOpenTelemetry.class,
        UsesMicrometer.class
      })
  void findsAFrameworkInCore(Class<?> planted) {
    assertFinds(RULES.coreIsFreeOfFrameworks(), planted);
  }

  @ParameterizedTest
  @ValueSource(classes = {ConsumesByPublisher.class, KnowsALeaf.class})
  void findsAnArrowThatPointsOutward(Class<?> planted) {
    assertFinds(RULES.arrowsPointInward(), planted);
  }

  @ParameterizedTest
  @ValueSource(classes = {NeedsA.class, NeedsB.class})
  void findsACycleOfPackages(Class<?> planted) {
    assertFinds(RULES.packagesHaveNoCycles(), planted);
  }

  @ParameterizedTest
  @ValueSource(classes = {Sleeps.class, ReadsTheWallClock.class})
  void findsTimeThatIsNotFromTheTimeSource(Class<?> planted) {
    assertFinds(RULES.timeComesFromTheTimeSource(), planted);
  }

  @Test
  void allowsTheTimeSourceToReadTheClock() {
    assertThat(report(RULES.timeComesFromTheTimeSource()))
        .doesNotContain(SystemClock.class.getSimpleName());
  }

  @ParameterizedTest
  @ValueSource(classes = {TraceHelper.class, Lost.class})
  void findsANameThatNamesNothing(Class<?> planted) {
    assertFinds(RULES.namesSayWhatAThingIs(), planted);
  }

  private static void assertFinds(ArchRule rule, Class<?> planted) {
    assertThat(report(rule)).contains(planted.getName());
  }

  private static String report(ArchRule rule) {
    return rule.evaluate(PLANTED).getFailureReport().toString();
  }
}
