// SPDX-License-Identifier: Apache-2.0
package io.busbar.schema.validation;

import io.busbar.core.EncodedDetail;
import io.busbar.core.EventMetadata;
import io.busbar.core.EventName;
import io.busbar.core.EventValidator;
import io.busbar.core.Violation;
import io.busbar.schema.EventSchema;
import io.busbar.schema.SchemaGenerator;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Judges events by their JSON Schemas. Everything is compiled when it is made, which takes about
 * 100 ms in a cold JVM, and several hundred when the schemas are made of records first; an event
 * costs a little more than parsing it once.
 *
 * <pre>{@code
 * Busbar.builder().validator(SchemaValidator.of(OrderPlaced.class, OrderCancelled.class))
 * }</pre>
 *
 * <p>Thread-safe. An event that has no schema here, or none of its version, passes.
 */
public final class SchemaValidator implements EventValidator {
  private final Map<EventName, NavigableMap<Integer, CompiledSchema>> schemas = new HashMap<>();

  private SchemaValidator(Collection<EventSchema> schemas) {
    for (EventSchema schema : schemas) {
      this.schemas
          .computeIfAbsent(schema.name(), name -> new TreeMap<>())
          .put(schema.version(), CompiledSchema.of(schema));
    }
  }

  /**
   * Takes the schemas from records with {@code @EventType}.
   *
   * @throws IllegalArgumentException if one of them cannot have a schema
   */
  public static SchemaValidator of(Class<?>... events) {
    SchemaGenerator generator = SchemaGenerator.create();
    return of(Arrays.stream(events).map(generator::schema).toList());
  }

  /** Several versions of one event are possible. */
  public static SchemaValidator of(Collection<EventSchema> schemas) {
    return new SchemaValidator(schemas);
  }

  @Override
  public List<Violation> validate(EventName name, int schemaVersion, EncodedDetail detail) {
    CompiledSchema schema = find(name, schemaVersion);
    return schema == null ? List.of() : schema.violations(detail.json());
  }

  private @Nullable CompiledSchema find(EventName name, int version) {
    NavigableMap<Integer, CompiledSchema> versions = schemas.get(name);
    if (versions == null) {
      return null;
    }
    return version == EventMetadata.UNKNOWN_VERSION
        ? versions.lastEntry().getValue()
        : versions.get(version);
  }
}
