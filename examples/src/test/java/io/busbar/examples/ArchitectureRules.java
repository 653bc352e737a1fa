// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * The rules of the architecture for the packages below a root: {@code io.busbar}, or in the rules'
 * own tests a root with planted violations.
 */
record ArchitectureRules(String root) {
  private static final String[] NOT_FOR_CORE = {
    "software.amazon.awssdk..", "java.sql..", "javax.sql..", "io.opentelemetry..", "io.micrometer.."
  };

  /** Secrets Manager is AWS's word. */
  private static final String BANNED_NAMES =
      ".*\\.[^.]*(Payload|(?<!Secrets)Manager|Helper|Utils?|Impl|Topic|Dto)(?![a-z])[^.]*";

  private static final String[] BANNED_PACKAGES = {
    "..impl..", "..util..", "..utils..", "..model..", "..dto..", "..exception.."
  };

  ArchRule coreIsFreeOfFrameworks() {
    return noClasses()
        .that()
        .resideInAPackage(root + ".core..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(NOT_FOR_CORE)
        .because("who embeds core must not get an SDK, a driver or a telemetry API with it");
  }

  /** Core knows no module, and a leaf knows core only; the examples alone know them all. */
  ArchRule arrowsPointInward() {
    return slices()
        .matching(root + ".(*)..")
        .should()
        .notDependOnEachOther()
        .ignoreDependency(alwaysTrue(), resideInAPackage(root + ".core.."))
        .ignoreDependency(resideInAPackage(root + ".examples.."), alwaysTrue())
        .because("modules form a star: a leaf depends on core and on no other leaf");
  }

  ArchRule packagesHaveNoCycles() {
    return slices()
        .matching(root + ".(**)")
        .should()
        .beFreeOfCycles()
        .because("packages that need each other cannot be understood or moved apart");
  }

  ArchRule timeComesFromTheTimeSource() {
    return noClasses()
        .that()
        .resideOutsideOfPackage(root + ".examples..")
        .and()
        .areNotAssignableTo(timeSource())
        .should()
        .callMethod(Thread.class, "sleep", long.class)
        .orShould()
        .callMethod(TimeUnit.class, "sleep", long.class)
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .because("a test must be able to advance the time; ask the TimeSource");
  }

  ArchRule namesSayWhatAThingIs() {
    return noClasses()
        .should()
        .haveNameMatching(BANNED_NAMES)
        .orShould()
        .resideInAnyPackage(BANNED_PACKAGES)
        .because("these words name nothing; see the style section of CONTRIBUTING.md");
  }

  private String timeSource() {
    return root + ".core.TimeSource";
  }
}
