// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.function.Supplier;

/** Where JSON is read and answers begin. */
final class Json {
  private Json() {}

  /** An answer without members yet; AWS answers {@code {}} where there is nothing to say. */
  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** Adds a time as the JSON protocols write it: epoch seconds with milliseconds. */
  static ObjectNode time(ObjectNode json, String name, Instant time) {
    return json.put(name, BigDecimal.valueOf(time.toEpochMilli(), 3));
  }

  /**
   * Reads one JSON value with nothing behind it; refuses everything else with the caller's error.
   */
  static JsonNode read(String text, Supplier<? extends RuntimeException> refusal) {
    try {
      return Reader.INSTANCE.readTree(text);
    } catch (JsonProcessingException broken) {
      throw refusal.get();
    }
  }

  /**
   * Made at the first request: a cold JVM spends more time on it than on everything else of a
   * start.
   */
  private static final class Reader {
    static final ObjectReader INSTANCE =
        JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(JsonNode.class);
  }
}
