// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Looks at every module from the examples, the one module that sees them all. */
class ArchitectureTest {
  private static final ArchitectureRules RULES = new ArchitectureRules("io.busbar");
  private static final JavaClasses BUSBAR =
      new ClassFileImporter()
          .withImportOption(new DoNotIncludeTests())
          .importPackages(RULES.root());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "core",
        "publisher",
        "consumer",
        "outbox",
        "cache",
        "tracing",
        "metrics",
        "schema",
        "testkit",
        "examples"
      })
  void looksAtEveryModule(String module) {
    assertThat(BUSBAR.containPackage("io.busbar." + module)).isTrue();
  }

  @Test
  void keepsCoreFreeOfFrameworks() {
    RULES.coreIsFreeOfFrameworks().check(BUSBAR);
  }

  @Test
  void pointsAllArrowsInward() {
    RULES.arrowsPointInward().check(BUSBAR);
  }

  @Test
  void keepsPackagesFreeOfCycles() {
    RULES.packagesHaveNoCycles().check(BUSBAR);
  }

  @Test
  void takesTheTimeFromTheTimeSource() {
    RULES.timeComesFromTheTimeSource().check(BUSBAR);
  }

  @Test
  void namesThingsForWhatTheyAre() {
    RULES.namesSayWhatAThingIs().check(BUSBAR);
  }
}
