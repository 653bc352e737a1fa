// SPDX-License-Identifier: Apache-2.0
package io.busbar.schema;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.CustomDefinitionProviderV2;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Currency;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Types that Jackson writes as one value. Where Java's text is no format of JSON Schema (a {@code
 * Duration} with fractions, a {@code LocalTime} without seconds), a pattern says what it is.
 */
final class FixedTypes implements CustomDefinitionProviderV2 {
  private static final String LOCAL_TIME = "[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,9})?)?";
  private static final String LOCAL_DATE = "[+-]?[0-9]{4,10}-[0-9]{2}-[0-9]{2}";
  private static final String ONE_CHARACTER = "^[\\s\\S]$";
  private static final String INT_32 = "int32";
  private static final String INT_64 = "int64";

  private static final Map<Class<?>, String[]> FORMATS =
      Map.ofEntries(
          Map.entry(Instant.class, text("date-time")),
          Map.entry(OffsetDateTime.class, text("date-time")),
          Map.entry(ZonedDateTime.class, text("date-time")),
          Map.entry(LocalDate.class, text("date")),
          Map.entry(UUID.class, text("uuid")),
          Map.entry(URI.class, text("uri-reference")),
          Map.entry(byte.class, integer(INT_32)),
          Map.entry(Byte.class, integer(INT_32)),
          Map.entry(short.class, integer(INT_32)),
          Map.entry(Short.class, integer(INT_32)),
          Map.entry(int.class, integer(INT_32)),
          Map.entry(Integer.class, integer(INT_32)),
          Map.entry(long.class, integer(INT_64)),
          Map.entry(Long.class, integer(INT_64)),
          Map.entry(BigInteger.class, new String[] {"integer"}),
          Map.entry(float.class, number("float")),
          Map.entry(Float.class, number("float")),
          Map.entry(double.class, number("double")),
          Map.entry(Double.class, number("double")),
          Map.entry(BigDecimal.class, new String[] {"number"}),
          Map.entry(OptionalInt.class, integer(INT_32)),
          Map.entry(OptionalLong.class, integer(INT_64)),
          Map.entry(OptionalDouble.class, number("double")),
          Map.entry(ZoneId.class, new String[] {"string"}));

  private static final Map<Class<?>, String> PATTERNS =
      Map.of(
          Duration.class,
          "^PT(-?[0-9]+H)?(-?[0-9]+M)?(-?[0-9]+(\\.[0-9]{1,9})?S)?$",
          Period.class,
          "^P(-?[0-9]+Y)?(-?[0-9]+M)?(-?[0-9]+D)?$",
          LocalTime.class,
          "^" + LOCAL_TIME + "$",
          LocalDateTime.class,
          "^" + LOCAL_DATE + "T" + LOCAL_TIME + "$",
          YearMonth.class,
          "^[+-]?[0-9]{4,9}-[0-9]{2}$",
          Year.class,
          "^-?[0-9]{1,9}$",
          Currency.class,
          "^[A-Z]{3}$",
          char.class,
          ONE_CHARACTER,
          Character.class,
          ONE_CHARACTER);

  private static String[] text(String format) {
    return new String[] {"string", format};
  }

  private static String[] integer(String format) {
    return new String[] {"integer", format};
  }

  private static String[] number(String format) {
    return new String[] {"number", format};
  }

  @Override
  public @Nullable CustomDefinition provideCustomSchemaDefinition(
      ResolvedType type, SchemaGenerationContext context) {
    Class<?> raw = type.getErasedType();
    if (raw.isEnum()) {
      return new CustomDefinition(constants(raw, context.getGeneratorConfig().getObjectMapper()));
    }
    if (JsonNode.class.isAssignableFrom(raw)) {
      return new CustomDefinition(
          tree(raw),
          CustomDefinition.DefinitionType.INLINE,
          CustomDefinition.AttributeInclusion.NO);
    }
    ObjectNode value = value(raw);
    return value == null
        ? null
        : new CustomDefinition(
            value, CustomDefinition.DefinitionType.INLINE, CustomDefinition.AttributeInclusion.YES);
  }

  private static @Nullable ObjectNode value(Class<?> raw) {
    ObjectNode definition = JsonNodeFactory.instance.objectNode();
    String[] format = FORMATS.get(raw);
    String pattern = PATTERNS.get(raw);
    if (format != null) {
      definition.put("type", format[0]);
      return format.length > 1 ? definition.put("format", format[1]) : definition;
    }
    if (pattern != null) {
      return definition.put("type", "string").put("pattern", pattern);
    }
    return raw == byte[].class
        ? definition.put("type", "string").put("contentEncoding", "base64")
        : null;
  }

  /** As Jackson writes them, by whichever annotation. */
  private static ObjectNode constants(Class<?> raw, ObjectMapper mapper) {
    ObjectNode definition = JsonNodeFactory.instance.objectNode();
    ArrayNode values = JsonNodeFactory.instance.arrayNode();
    for (Object constant : raw.getEnumConstants()) {
      values.add(mapper.<JsonNode>valueToTree(constant));
    }
    definition.put("type", values.path(0).isTextual() ? "string" : "integer");
    definition.set("enum", values);
    return definition;
  }

  private static ObjectNode tree(Class<?> raw) {
    ObjectNode definition = JsonNodeFactory.instance.objectNode();
    return raw == ObjectNode.class ? definition.put("type", "object") : definition;
  }
}
