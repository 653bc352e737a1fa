// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.PropertyName;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The codec on Jackson 2: one pass to write an event, one forward pass to read it.
 *
 * <p>Thread-safe.
 */
public final class JacksonEventCodec implements EventCodec {
  private final ObjectMapper mapper;
  private final DetailWriter writer;
  private final EnvelopeReader envelopes;

  private JacksonEventCodec(ObjectMapper mapper) {
    this.mapper = mapper;
    this.writer = new DetailWriter(mapper);
    this.envelopes = new EnvelopeReader(mapper);
  }

  /**
   * The mapper that events want: times as ISO text, absent members left out, unknown members
   * ignored (so that producers can add some), a missing number an error rather than zero, and
   * decimals in trees kept exactly.
   */
  public static JacksonEventCodec create() {
    return new JacksonEventCodec(
        JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new Jdk8Module())
            .annotationIntrospector(new IgnoreUnknownMembers())
            .disable(
                SerializationFeature.WRITE_DATES_AS_TIMESTAMPS,
                SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(
                DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .defaultPropertyInclusion(
                JsonInclude.Value.construct(
                    JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT))
            .build());
  }

  /**
   * Uses a copy of the application's own mapper, as it is configured, but for two features of
   * deserialization that are off: {@code FAIL_ON_UNKNOWN_PROPERTIES}, because producers may add
   * members, and {@code FAIL_ON_TRAILING_TOKENS}, because a detail is read out of its envelope.
   */
  public static JacksonEventCodec of(ObjectMapper mapper) {
    return new JacksonEventCodec(
        mapper
            .copy()
            .disable(
                DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                DeserializationFeature.FAIL_ON_TRAILING_TOKENS));
  }

  @Override
  public EncodedDetail encode(
      Object detail, @Nullable EventMetadata metadata, @Nullable TraceContext traceContext) {
    return writer.write(detail, metadata, traceContext);
  }

  @Override
  public IncomingEvent read(String envelope) {
    return envelopes.read(envelope);
  }

  @Override
  public DetailReader reader(Type type) {
    JavaType target = mapper.constructType(type);
    ObjectReader reader = mapper.readerFor(target);
    try {
      // Any other failure than this one means that the type is fine and only the empty object does
      // not suit it.
      reader.readValue("{}");
    } catch (InvalidDefinitionException unreadable) {
      throw new IllegalArgumentException(
          String.format(
              "Jackson cannot read a detail into %s: %s. Use a record, or a class with a constructor that Jackson finds.",
              type.getTypeName(), unreadable.getOriginalMessage()),
          unreadable);
    } catch (IOException suitsOtherDetails) {
      return new JacksonReader(type, reader, declaresReserved(target));
    }
    return new JacksonReader(type, reader, declaresReserved(target));
  }

  /** An event that was sent without the library may have members of these names of its own. */
  private boolean declaresReserved(JavaType type) {
    BeanDescription description = mapper.getDeserializationConfig().introspect(type);
    return description.findProperties().stream()
        .flatMap(JacksonEventCodec::names)
        .anyMatch(ReservedMembers::isReserved);
  }

  private static Stream<String> names(BeanPropertyDefinition property) {
    return Stream.concat(
        Stream.of(property.getName()),
        property.findAliases().stream().map(PropertyName::getSimpleName));
  }

  /**
   * Jackson's reader for one type, ready to use.
   *
   * @param declaresReserved whether the type has a member of a reserved name and wants to see it
   */
  record JacksonReader(Type type, ObjectReader reader, boolean declaresReserved)
      implements DetailReader {}

  /**
   * Says "ignore unknown members" for every class by itself: with the mapper-wide switch alone
   * Jackson buffers the unknown members of records, which costs more than reading them.
   */
  private static final class IgnoreUnknownMembers extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public JsonIgnoreProperties.Value findPropertyIgnoralByName(
        MapperConfig<?> config, Annotated annotated) {
      return super.findPropertyIgnoralByName(config, annotated).withIgnoreUnknown();
    }
  }
}
