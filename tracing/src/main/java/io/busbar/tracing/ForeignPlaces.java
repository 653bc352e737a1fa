// SPDX-License-Identifier: Apache-2.0
package io.busbar.tracing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where senders without this library put a trace context. Read only when the event may have one,
 * and only as far as it is well-formed.
 *
 * @param metadata {@code detail._metadata.traceparent}
 * @param detail {@code detail.traceparent}
 * @param envelope {@code traceparent} beside the detail
 * @param datadog {@code detail._datadog.traceparent}
 * @param traceId {@code detail._metadata.traceId} of the older form
 */
record ForeignPlaces(
    @Nullable Candidate metadata,
    @Nullable Candidate detail,
    @Nullable Candidate envelope,
    @Nullable Candidate datadog,
    @Nullable String traceId) {

  static final ForeignPlaces EMPTY = new ForeignPlaces(null, null, null, null, null);
  private static final JsonFactory JSON = new JsonFactory();

  static boolean mayBeIn(String body) {
    return body.contains("traceparent") || body.contains("traceId");
  }

  static ForeignPlaces in(String body) {
    Places places = new Places();
    try (JsonParser parser = JSON.createParser(body)) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        places.read(parser, places.envelope, Depth.ENVELOPE);
      }
    } catch (IOException malformed) {
      // What was found before counts: nobody else will complain about the rest.
    }
    return new ForeignPlaces(
        Candidate.of(places.metadata),
        Candidate.of(places.detail),
        Candidate.of(places.envelope),
        Candidate.of(places.datadog),
        places.metadata.get("traceId"));
  }

  private enum Depth {
    ENVELOPE,
    DETAIL,
    INSIDE
  }

  /** The texts at each place. */
  private static final class Places {
    private final Map<String, String> envelope = new HashMap<>();
    private final Map<String, String> detail = new HashMap<>();
    private final Map<String, String> metadata = new HashMap<>();
    private final Map<String, String> datadog = new HashMap<>();

    void read(JsonParser parser, Map<String, String> into, Depth depth) throws IOException {
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        JsonToken value = parser.nextToken();
        Map<String, String> inside = value == JsonToken.START_OBJECT ? place(name, depth) : null;
        if (inside != null) {
          read(parser, inside, depth == Depth.ENVELOPE ? Depth.DETAIL : Depth.INSIDE);
        } else if (value == JsonToken.VALUE_STRING && name.startsWith("trace")) {
          into.put(name, parser.getText());
        } else {
          parser.skipChildren();
        }
      }
    }

    private @Nullable Map<String, String> place(String name, Depth depth) {
      if (depth == Depth.ENVELOPE) {
        return name.equals("detail") ? detail : null;
      }
      if (depth == Depth.INSIDE) {
        return null;
      }
      return switch (name) {
        case "_metadata" -> metadata;
        case "_datadog" -> datadog;
        default -> null;
      };
    }
  }
}
