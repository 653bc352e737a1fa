// SPDX-License-Identifier: Apache-2.0
package io.busbar.spring;

import io.busbar.core.EventType;
import io.busbar.core.EventValidator;
import io.busbar.schema.EventSchema;
import io.busbar.schema.SchemaGenerator;
import io.busbar.schema.validation.SchemaValidator;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;
import tools.jackson.databind.json.JsonMapper;

/**
 * Judges events by the schemas of their records before they are published or stored. The records
 * are those annotated with {@code @EventType} in the application's packages.
 */
@AutoConfiguration(after = BusbarAutoConfiguration.class)
@ConditionalOnClass(SchemaValidator.class)
@ConditionalOnProperty(name = "busbar.schema.enabled", matchIfMissing = true)
@ConditionalOnProperty("busbar.bus")
public class SchemaAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  EventValidator busbarEventValidator(
      BusbarProperties properties,
      ApplicationContext context,
      ObjectProvider<JsonMapper> mapper,
      Mistakes mistakes) {
    mapper.ifAvailable(each -> checkNames(each, mistakes));
    SchemaGenerator generator = SchemaGenerator.create();
    List<EventSchema> schemas = new ArrayList<>();
    for (String name : records(packages(properties.schema(), context), context)) {
      try {
        schemas.add(generator.schema(ClassUtils.forName(name, context.getClassLoader())));
      } catch (IllegalArgumentException none) {
        mistakes.add(String.valueOf(none.getMessage()));
      } catch (ClassNotFoundException gone) {
        throw new IllegalStateException("'%s' was there a moment ago.".formatted(name), gone);
      }
    }
    return SchemaValidator.of(schemas);
  }

  private static void checkNames(JsonMapper mapper, Mistakes mistakes) {
    Object strategy = mapper.serializationConfig().getPropertyNamingStrategy();
    if (strategy != null) {
      mistakes.add(
          "The JsonMapper has the naming strategy '%s', which schemas made of records do not know: every event would break its schema.\nName members by @JsonProperty, or set busbar.schema.enabled=false, or make a bean of the type EventValidator."
              .formatted(strategy.getClass().getSimpleName()));
    }
  }

  private static List<String> packages(BusbarProperties.Schema schema, BeanFactory beans) {
    if (!schema.packages().isEmpty()) {
      return schema.packages();
    }
    return AutoConfigurationPackages.has(beans) ? AutoConfigurationPackages.get(beans) : List.of();
  }

  private static Set<String> records(List<String> packages, ApplicationContext context) {
    ClassPathScanningCandidateComponentProvider scanner =
        new ClassPathScanningCandidateComponentProvider(false, context.getEnvironment());
    scanner.setResourceLoader(context);
    scanner.addIncludeFilter(new AnnotationTypeFilter(EventType.class));
    Set<String> records = new TreeSet<>();
    for (String each : packages) {
      for (BeanDefinition found : scanner.findCandidateComponents(each)) {
        records.add(String.valueOf(found.getBeanClassName()));
      }
    }
    return records;
  }
}
