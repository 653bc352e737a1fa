// SPDX-License-Identifier: Apache-2.0
package io.busbar.schema.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.core.EventName;
import io.busbar.schema.Json;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What an event pattern asks of the detail's fields.
 *
 * @param wanted the texts that it takes by the path of their field, as in {@code $.orderStatus};
 *     none when it asks for something else, such as a prefix or a number
 */
record PatternFilter(JsonNode pattern, Map<String, Set<String>> wanted) {

  static PatternFilter of(String pattern) {
    try {
      JsonNode tree = Json.READER.readTree(pattern);
      Map<String, Set<String>> wanted = new LinkedHashMap<>();
      collect("$", tree.path("detail"), wanted);
      for (JsonNode alternative : tree.path("$or")) {
        collect("$", alternative.path("detail"), wanted);
      }
      return new PatternFilter(tree, wanted);
    } catch (JsonProcessingException wrong) {
      throw new IllegalArgumentException(
          "The pattern '%s' is not JSON: %s".formatted(pattern, wrong.getOriginalMessage()), wrong);
    }
  }

  private static void collect(String path, JsonNode part, Map<String, Set<String>> wanted) {
    for (Map.Entry<String, JsonNode> each : part.properties()) {
      if (each.getKey().equals("$or")) {
        each.getValue().forEach(alternative -> collect(path, alternative, wanted));
      } else if (each.getValue().isObject()) {
        collect(path + "." + each.getKey(), each.getValue(), wanted);
      } else {
        Set<String> texts =
            wanted.computeIfAbsent(path + "." + each.getKey(), any -> new LinkedHashSet<>());
        each.getValue()
            .forEach(
                value -> {
                  if (value.isTextual()) {
                    texts.add(value.textValue());
                  }
                });
      }
    }
  }

  /** Whether events of this name can match at all; a condition that is no plain text may be met. */
  boolean mayTake(EventName name) {
    return mayBe(pattern.path("source"), name.source())
        && mayBe(pattern.path("detail-type"), name.detailType());
  }

  private static boolean mayBe(JsonNode condition, String text) {
    if (condition.isMissingNode()) {
      return true;
    }
    for (JsonNode value : condition) {
      if (!value.isTextual() || value.textValue().equals(text)) {
        return true;
      }
    }
    return false;
  }
}
