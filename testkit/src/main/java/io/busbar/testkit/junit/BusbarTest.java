// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives every test of a class, or one test, an organization of its own, as parameters: {@code
 * InMemoryOrganization}, {@code EventScenario}, {@code VirtualClock}, {@code java.util.Random} or
 * the {@code TestWorld} that has them all. All parameters of one test belong together, also those
 * of its {@code @BeforeEach} methods and of its constructor; no two tests share any, so they can
 * run in parallel.
 *
 * <p>When a test fails, its failure has the seed and the report as a suppressed {@link TestReport},
 * and names the file that has the report as a page: {@code target/busbar/<class>.<method>.html}.
 * The configuration parameter of JUnit or system property {@code busbar.reports} sets another
 * directory, or {@code none}. The system property {@code busbar.seed} sets another seed for all
 * tests.
 *
 * <p>It goes together with other extensions, Spring's included: it resolves its own types only, and
 * leaves parameters alone that carry an annotation of Spring.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(BusbarExtension.class)
public @interface BusbarTest {

  /** The seed of every test. Default: another one each time, which the report names. */
  long[] seed() default {};
}
