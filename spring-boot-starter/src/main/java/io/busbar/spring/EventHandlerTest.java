// SPDX-License-Identifier: Apache-2.0
package io.busbar.spring;

import io.busbar.testkit.junit.BusbarTest;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.autoconfigure.OverrideAutoConfiguration;
import org.springframework.boot.test.context.filter.annotation.TypeExcludeFilters;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.core.annotation.AliasFor;
import org.springframework.test.context.BootstrapWith;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * Tests the application's handlers alone, in a small context: Busbar, the JSON mapper, and the
 * components that have methods annotated with {@code @EventHandler}. What they need besides is for
 * the test to give, by {@code @MockitoBean}, {@code @Import} or {@code @TestConfiguration}.
 *
 * <p>The bus is in memory and time is virtual, as with {@link BusbarTest}, whose parameters a test
 * can have: {@code InMemoryOrganization}, {@code EventScenario} and others.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@BootstrapWith(EventHandlerTestBootstrapper.class)
@ExtendWith(SpringExtension.class)
@OverrideAutoConfiguration(enabled = false)
@TypeExcludeFilters(EventHandlerTestFilter.class)
@ImportAutoConfiguration
@BusbarTest
public @interface EventHandlerTest {

  /** The components to test. Default: all that have handlers. */
  @AliasFor("handlers")
  Class<?>[] value() default {};

  /** The components to test. Default: all that have handlers. */
  @AliasFor("value")
  Class<?>[] handlers() default {};

  /** Properties of the context, as {@code key=value}. */
  String[] properties() default {};

  /** Whether components with handlers are found by themselves. Default: yes. */
  boolean useDefaultFilters() default true;

  /** Components to have besides. Default: none. */
  Filter[] includeFilters() default {};

  /** Components not to have. Default: none. */
  Filter[] excludeFilters() default {};

  /** Auto-configurations not to have. Default: none. */
  @AliasFor(annotation = ImportAutoConfiguration.class, attribute = "exclude")
  Class<?>[] excludeAutoConfiguration() default {};
}
