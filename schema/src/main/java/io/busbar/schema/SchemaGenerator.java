// SPDX-License-Identifier: Apache-2.0
package io.busbar.schema;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonModule;
import com.github.victools.jsonschema.module.jackson.JacksonOption;
import com.github.victools.jsonschema.module.jakarta.validation.JakartaValidationModule;
import com.github.victools.jsonschema.module.jakarta.validation.JakartaValidationOption;
import io.busbar.core.EventName;
import io.busbar.core.EventTypeInfo;
import java.lang.reflect.Type;

/**
 * Makes the schemas of events from their records. A component is required unless it is {@code
 * Optional} or {@code @Nullable}; objects are closed, because a sender writes what its record has
 * and nothing else.
 *
 * <pre>{@code
 * EventSchema schema = SchemaGenerator.create().schema(OrderPlaced.class);
 * }</pre>
 *
 * <p>Heeds Jackson's annotations, {@link Constraints}, {@link Sensitive}, {@link DeprecatedField},
 * and Jakarta Validation's annotations where they are on the class path. Not thread-safe.
 */
public final class SchemaGenerator {
  private static final OptionPreset OPTIONS =
      new OptionPreset(
          Option.SCHEMA_VERSION_INDICATOR,
          Option.ADDITIONAL_FIXED_TYPES,
          Option.FLATTENED_ENUMS,
          Option.FLATTENED_OPTIONALS,
          Option.NONPUBLIC_NONSTATIC_FIELDS_WITH_GETTERS,
          Option.NONPUBLIC_NONSTATIC_FIELDS_WITHOUT_GETTERS,
          Option.PUBLIC_NONSTATIC_FIELDS,
          Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES,
          Option.FORBIDDEN_ADDITIONAL_PROPERTIES_BY_DEFAULT,
          Option.INLINE_NULLABLE_SCHEMAS,
          Option.PLAIN_DEFINITION_KEYS,
          Option.ALLOF_CLEANUP_AT_THE_END,
          Option.DUPLICATE_MEMBER_ATTRIBUTE_CLEANUP_AT_THE_END);

  private final com.github.victools.jsonschema.generator.SchemaGenerator generator;

  private SchemaGenerator() {
    SchemaGeneratorConfigBuilder config =
        new SchemaGeneratorConfigBuilder(new ObjectMapper(), SchemaVersion.DRAFT_2020_12, OPTIONS);
    new Components(config.forFields()).configure();
    config.with(
        new JacksonModule(
            JacksonOption.FLATTENED_ENUMS_FROM_JSONVALUE,
            JacksonOption.FLATTENED_ENUMS_FROM_JSONPROPERTY,
            JacksonOption.RESPECT_JSONPROPERTY_ORDER,
            JacksonOption.SKIP_SUBTYPE_LOOKUP,
            JacksonOption.IGNORE_TYPE_INFO_TRANSFORM));

    if (hasJakartaValidation()) {
      config.with(new JakartaValidationModule(JakartaValidationOption.INCLUDE_PATTERN_EXPRESSIONS));
    }
    // Members in the order of the record, which victools would sort.
    config
        .forTypesInGeneral()
        .withCustomDefinitionProvider(new FixedTypes())
        .withCustomDefinitionProvider(new SingleValues())
        .withCustomDefinitionProvider(new SealedTypes());
    config.forTypesInGeneral().withPropertySorter((unusedOne, unusedOther) -> 0);
    this.generator = new com.github.victools.jsonschema.generator.SchemaGenerator(config.build());
  }

  public static SchemaGenerator create() {
    return new SchemaGenerator();
  }

  /**
   * The schema of an event.
   *
   * @param event a record with {@code @EventType}
   * @throws IllegalArgumentException if it has no {@code @EventType}, or a component that no schema
   *     can describe
   */
  public EventSchema schema(Class<?> event) {
    EventTypeInfo type = EventTypeInfo.of(event);
    ObjectNode generated = shapeOf(event);
    ObjectNode document = generated.objectNode();
    document.set("$schema", generated.remove("$schema"));
    document.put("title", type.name().detailType());
    document
        .putObject(Keywords.EVENT)
        .put("source", type.name().source())
        .put("detailType", type.name().detailType())
        .put("version", type.version());
    document.setAll(generated);
    if (type.reservedMembers()) {
      addReservedMembers(document);
    }
    return EventSchema.parse(Json.pretty(document));
  }

  /**
   * The schema of what a handler reads, under the name of the event that it is for.
   *
   * @param type any type that details are read into
   */
  public EventSchema schema(Type type, EventName name, int version) {
    ObjectNode document = shapeOf(type);
    addReservedMembers(document);
    return new EventSchema(name, version, document);
  }

  private ObjectNode shapeOf(Type type) {
    return generator.generateSchema(type);
  }

  private static void addReservedMembers(ObjectNode document) {
    ObjectNode properties = document.withObjectProperty("properties");
    properties.putObject("_metadata").put("type", "object");
    properties.putObject("traceContext").put("type", "object");
  }

  private static boolean hasJakartaValidation() {
    try {
      Class.forName(
          "jakarta.validation.constraints.Size", false, SchemaGenerator.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException absent) {
      return false;
    }
  }
}
