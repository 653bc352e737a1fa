// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/** A span as the agent's exporter {@code logging-otlp} prints it (OTLP, JSON). */
record OtlpSpan(String scope, String name, int kind, String traceId, String id, String parent) {
  static final int CLIENT = 3;
  static final int PRODUCER = 4;
  static final int CONSUMER = 5;

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The spans of one line; none if it is another one. */
  static List<OtlpSpan> in(String line) {
    List<OtlpSpan> spans = new ArrayList<>();
    int begin = line.indexOf("{\"resource\"");
    if (begin >= 0) {
      for (JsonNode scope : read(line.substring(begin)).path("scopeSpans")) {
        String name = scope.path("scope").path("name").asText();
        scope.path("spans").forEach(span -> spans.add(of(name, span)));
      }
    }
    return spans;
  }

  boolean isOurs() {
    return scope.equals("io.busbar.tracing");
  }

  private static OtlpSpan of(String scope, JsonNode span) {
    return new OtlpSpan(
        scope,
        span.path("name").asText(),
        span.path("kind").asInt(),
        span.path("traceId").asText(),
        span.path("spanId").asText(),
        span.path("parentSpanId").asText());
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException noJson) {
      throw new AssertionError(json, noJson);
    }
  }
}
