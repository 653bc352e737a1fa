// SPDX-License-Identifier: Apache-2.0
package io.busbar.spring;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.boot.context.properties.BoundConfigurationProperties;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Finds properties under {@code busbar} that nothing reads, a misspelt one for instance, which Boot
 * passes over in silence. Variables and system properties are left alone: they belong to everyone.
 */
final class UnknownProperties {
  private static final ConfigurationPropertyName BUSBAR = ConfigurationPropertyName.of("busbar");
  private static final String METADATA = "classpath*:META-INF/spring-configuration-metadata.json";
  private static final Set<String> OF_EVERYONE =
      Set.of(
          StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
          StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);

  private UnknownProperties() {}

  static List<String> findings(ApplicationContext context) {
    Set<ConfigurationPropertyName> unread = unread(context);
    if (unread.isEmpty()) {
      return List.of();
    }
    Set<ConfigurationPropertyName> known = known();
    return unread.stream()
        .filter(name -> !known.contains(name))
        .map(
            name ->
                "%s is set, but there is no such property.\nCorrect its name; docs/spring-boot.md has them all."
                    .formatted(name))
        .toList();
  }

  private static Set<ConfigurationPropertyName> unread(ApplicationContext context) {
    Set<ConfigurationPropertyName> names = new TreeSet<>();
    for (ConfigurationPropertySource source :
        ConfigurationPropertySources.get(context.getEnvironment())) {
      if (source instanceof IterableConfigurationPropertySource iterable && !isOfEveryone(source)) {
        iterable.stream().filter(BUSBAR::isAncestorOf).forEach(names::add);
      }
    }
    BoundConfigurationProperties bound = BoundConfigurationProperties.get(context);
    if (bound != null) {
      names.removeAll(bound.getAll().keySet());
    }
    return names;
  }

  private static boolean isOfEveryone(ConfigurationPropertySource source) {
    return source.getUnderlyingSource() instanceof PropertySource<?> underlying
        && OF_EVERYONE.contains(underlying.getName());
  }

  /** Also of modules that are not there or not in use; looked up only when something is unread. */
  private static Set<ConfigurationPropertyName> known() {
    Set<ConfigurationPropertyName> known = new HashSet<>();
    JsonMapper mapper = JsonMapper.builder().build();
    try {
      for (Resource metadata : new PathMatchingResourcePatternResolver().getResources(METADATA)) {
        try (InputStream json = metadata.getInputStream()) {
          for (JsonNode property : mapper.readTree(json).path("properties")) {
            known.add(ConfigurationPropertyName.of(property.path("name").asString()));
          }
        }
      }
      return known;
    } catch (IOException failed) {
      throw new UncheckedIOException("The metadata of properties cannot be read.", failed);
    }
  }
}
