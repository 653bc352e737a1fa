// SPDX-License-Identifier: Apache-2.0
package io.busbar.spring;

import io.busbar.core.handler.EventHandler;
import io.busbar.core.handler.UnhandledEventHandler;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;

/** Finds the beans that have handler methods; the types are looked at first, to make no others. */
final class HandlerBeans {
  private HandlerBeans() {}

  static List<Object> of(ListableBeanFactory beans) {
    return names(beans).map(beans::getBean).toList();
  }

  private static Stream<String> names(ListableBeanFactory beans) {
    return Arrays.stream(beans.getBeanNamesForType(Object.class, false, false))
        .filter(name -> hasHandler(beans.getType(name, false)));
  }

  private static boolean hasHandler(@Nullable Class<?> type) {
    return type != null
        && !type.getName().startsWith("org.springframework.")
        && !MethodIntrospector.selectMethods(
                ClassUtils.getUserClass(type),
                (MethodIntrospector.MetadataLookup<Method>)
                    method -> isHandler(method) ? method : null)
            .isEmpty();
  }

  private static boolean isHandler(Method method) {
    return AnnotatedElementUtils.hasAnnotation(method, EventHandler.class)
        || AnnotatedElementUtils.hasAnnotation(method, UnhandledEventHandler.class);
  }
}
