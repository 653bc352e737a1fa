// SPDX-License-Identifier: Apache-2.0
package io.busbar.spring;

import io.busbar.testkit.junit.TestWorldListener;
import io.busbar.testkit.scenario.TestWorld;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.springframework.test.context.junit.jupiter.SpringExtension;
import org.springframework.util.ClassUtils;

/**
 * Connects the application of a test with {@code @BusbarTest} to that test's organization. Called
 * by the testkit.
 */
public final class SpringWorlds implements TestWorldListener {

  @Override
  public void begins(ExtensionContext test, TestWorld world) {
    if (ClassUtils.isPresent(
            "org.springframework.test.context.junit.jupiter.SpringExtension",
            SpringWorlds.class.getClassLoader())
        && isOfSpring(test)) {
      SpringExtension.getApplicationContext(test)
          .getBeanProvider(InMemoryService.class)
          .ifAvailable(service -> service.moveTo(world));
    }
  }

  /** Of the class or one around it. */
  private static boolean isOfSpring(ExtensionContext test) {
    for (Class<?> type : classes(test)) {
      for (ExtendWith each : AnnotationSupport.findRepeatableAnnotations(type, ExtendWith.class)) {
        if (List.of(each.value()).contains(SpringExtension.class)) {
          return true;
        }
      }
    }
    return false;
  }

  private static List<Class<?>> classes(ExtensionContext test) {
    List<Class<?>> classes = new ArrayList<>(test.getEnclosingTestClasses());
    classes.add(test.getRequiredTestClass());
    return classes;
  }
}
