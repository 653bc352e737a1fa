// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that runs once for each of many seeds, with the parameters of {@link BusbarTest}: new ones
 * for every run. It makes whatever it needs itself, because the runs share the instance of its
 * class. The first run that fails ends the test; its faults are then left out one after the other
 * until only those are left that it takes.
 *
 * <p>The system property {@code busbar.seed} runs only that seed.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@TestTemplate
@ExtendWith(SimulationExtension.class)
public @interface SimulationTest {

  /** How many seeds are tried. */
  int runs() default 100;

  /** What the seeds follow from. With another one, other seeds are tried. */
  long seed() default 1;
}
