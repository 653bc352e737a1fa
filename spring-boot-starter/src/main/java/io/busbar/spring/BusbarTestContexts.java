// SPDX-License-Identifier: Apache-2.0
package io.busbar.spring;

import io.busbar.testkit.junit.BusbarTest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.util.ClassUtils;

/** Gives the contexts of test classes with {@code @BusbarTest} a bus in memory instead of AWS. */
final class BusbarTestContexts implements ContextCustomizerFactory {
  private static final String ANNOTATION = "io.busbar.testkit.junit.BusbarTest";

  BusbarTestContexts() {}

  @Override
  public @Nullable ContextCustomizer createContextCustomizer(
      Class<?> testClass, List<ContextConfigurationAttributes> attributes) {
    return ClassUtils.isPresent(ANNOTATION, testClass.getClassLoader())
            && TestContextAnnotationUtils.hasAnnotation(testClass, BusbarTest.class)
        ? new InMemory()
        : null;
  }

  /** Equal to any other, so that classes share their contexts. */
  private record InMemory() implements ContextCustomizer {
    @Override
    public void customizeContext(
        ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
      context
          .getEnvironment()
          .getPropertySources()
          .addFirst(new MapPropertySource("busbarTest", Map.of("busbar.outbox.enabled", "false")));
      BeanDefinitionRegistry beans = (BeanDefinitionRegistry) context.getBeanFactory();
      beans.registerBeanDefinition(
          "busbarInMemoryService",
          new RootBeanDefinition(InMemoryService.class, () -> new InMemoryService(context)));
      beans.registerBeanDefinition(
          "busbarLifecycle",
          new RootBeanDefinition(
              BusbarLifecycle.class, () -> context.getBean(InMemoryService.class).lifecycle()));
    }
  }
}
