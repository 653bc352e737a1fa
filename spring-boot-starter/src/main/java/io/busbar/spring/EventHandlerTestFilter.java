// SPDX-License-Identifier: Apache-2.0
package io.busbar.spring;

import io.busbar.core.handler.EventHandler;
import io.busbar.core.handler.UnhandledEventHandler;
import java.io.IOException;
import java.util.Set;
import org.springframework.boot.test.context.filter.annotation.StandardAnnotationCustomizableTypeExcludeFilter;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;

/** Leaves out the components that have no handlers, or are not those that the test names. */
final class EventHandlerTestFilter
    extends StandardAnnotationCustomizableTypeExcludeFilter<EventHandlerTest> {

  EventHandlerTestFilter(Class<?> testClass) {
    super(testClass);
  }

  @Override
  protected boolean defaultInclude(MetadataReader reader, MetadataReaderFactory factory)
      throws IOException {
    return super.defaultInclude(reader, factory)
        || (getComponentIncludes().isEmpty() && hasHandlers(reader.getAnnotationMetadata()));
  }

  private static boolean hasHandlers(AnnotationMetadata type) {
    return type.hasAnnotatedMethods(EventHandler.class.getName())
        || type.hasAnnotatedMethods(UnhandledEventHandler.class.getName());
  }

  @Override
  protected Set<Class<?>> getComponentIncludes() {
    return Set.of(getAnnotation().getClassArray("handlers"));
  }
}
