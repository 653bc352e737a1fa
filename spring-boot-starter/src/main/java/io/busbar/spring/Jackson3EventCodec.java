// SPDX-License-Identifier: Apache-2.0
package io.busbar.spring;

import io.busbar.core.EncodedDetail;
import io.busbar.core.EventCodec;
import io.busbar.core.EventMetadata;
import io.busbar.core.IncomingEvent;
import io.busbar.core.InvalidEventException;
import io.busbar.core.JacksonEventCodec;
import io.busbar.core.TraceContext;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.exc.InvalidDefinitionException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The codec on the application's Jackson 3: details are written and read by its mapper, modules and
 * annotations included. Envelope, reserved members and trees are core's, which are Jackson 2's.
 *
 * <p>Thread-safe.
 */
public final class Jackson3EventCodec implements EventCodec {
  private final JacksonEventCodec core = JacksonEventCodec.create();
  private final JsonMapper mapper;

  private Jackson3EventCodec(JsonMapper mapper) {
    this.mapper = mapper;
  }

  /**
   * Uses a copy of the mapper, as it is configured, but for two features of deserialization that
   * are off: {@code FAIL_ON_UNKNOWN_PROPERTIES}, because producers may add members, and {@code
   * FAIL_ON_TRAILING_TOKENS}, because a detail is read out of its envelope.
   */
  public static Jackson3EventCodec of(JsonMapper mapper) {
    return new Jackson3EventCodec(
        mapper
            .rebuild()
            .disable(
                DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build());
  }

  @Override
  public EncodedDetail encode(
      Object detail, @Nullable EventMetadata metadata, @Nullable TraceContext traceContext) {
    return core.encode(isCores(detail) ? detail : written(detail), metadata, traceContext);
  }

  @Override
  public IncomingEvent read(String envelope) {
    return new Jackson3IncomingEvent(mapper, core.read(envelope));
  }

  @Override
  public DetailReader reader(Type type) {
    if (isCores(type)) {
      return core.reader(type);
    }
    ObjectReader reader = mapper.readerFor(mapper.constructType(type));
    try {
      // Any other failure than this one means that the type is fine and only the empty object does
      // not suit it.
      reader.readValue("{}");
    } catch (InvalidDefinitionException unreadable) {
      throw new IllegalArgumentException(
          "Jackson cannot read a detail into %s: %s. Use a record, or a class with a constructor that Jackson finds."
              .formatted(type.getTypeName(), unreadable.getOriginalMessage()),
          unreadable);
    } catch (JacksonException suitsOtherDetails) {
      return new Jackson3Reader(type, reader);
    }
    return new Jackson3Reader(type, reader);
  }

  private EncodedDetail written(Object detail) {
    try {
      return EncodedDetail.of(mapper.writeValueAsString(detail));
    } catch (JacksonException failed) {
      throw new InvalidEventException(
          "MalformedDetail",
          "The detail of type %s cannot be written as JSON: %s"
              .formatted(detail.getClass().getName(), failed.getOriginalMessage()));
    }
  }

  /** Finished JSON, and Jackson 2's trees. */
  private static boolean isCores(Object detail) {
    return detail instanceof EncodedDetail
        || detail instanceof byte[]
        || detail instanceof com.fasterxml.jackson.databind.JsonNode;
  }

  private static boolean isCores(Type type) {
    return type instanceof Class<?> asked
        && com.fasterxml.jackson.databind.JsonNode.class.isAssignableFrom(asked);
  }

  /** Jackson's reader for one type, ready to use. */
  record Jackson3Reader(Type type, ObjectReader reader) implements DetailReader {}
}
