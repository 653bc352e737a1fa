// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;

/**
 * Reads the details of events as EventBridge does: one JSON object, nested at most 1,000 levels
 * deep.
 */
final class DetailJson {

  private static final int MAX_DEPTH = 1_000;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private DetailJson() {}

  /** The object, or nothing if the text is anything else. */
  static Optional<ObjectNode> parse(String json) {
    try {
      JsonNode node = MAPPER.readTree(json);
      return node instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
    } catch (JsonProcessingException malformed) {
      return Optional.empty();
    }
  }

  /** Reads within the limits of EventBridge. */
  static JsonParser parser(String json) throws IOException {
    return MAPPER.createParser(json);
  }

  /**
   * Well-formed JSON without the white space between its tokens. Numbers and escapes stay as they
   * were written, so that what arrives is what was sent.
   */
  static String compact(String json) {
    if (!hasSpace(json)) {
      return json;
    }
    StringBuilder compact = new StringBuilder(0);
    int kept = 0;
    int i = 0;
    while (i < json.length()) {
      char c = json.charAt(i);
      if (c == '"') {
        i = endOfText(json, i);
      } else if (c <= ' ') {
        compact.append(json, kept, i);
        kept = i + 1;
      }
      i++;
    }
    return kept == 0 ? json : compact.append(json, kept, i).toString();
  }

  private static boolean hasSpace(String json) {
    return json.indexOf(' ') >= 0
        || json.indexOf('\n') >= 0
        || json.indexOf('\t') >= 0
        || json.indexOf('\r') >= 0;
  }

  /** The place of the quote that ends the text which begins here. */
  private static int endOfText(String json, int begin) {
    int end = json.indexOf('"', begin + 1);
    while (isEscaped(json, end)) {
      end = json.indexOf('"', end + 1);
    }
    return end;
  }

  private static boolean isEscaped(String json, int place) {
    int backslash = place;
    while (json.charAt(backslash - 1) == '\\') {
      backslash--;
    }
    return (place - backslash) % 2 == 1;
  }
}
