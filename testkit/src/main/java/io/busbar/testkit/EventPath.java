// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A JSON path as EventBridge takes it: names behind dots, indices and wildcards ("EventBridge does
 * not support all JSON Path syntax", User Guide, "Input transformation"); names in brackets are
 * refused.
 */
final class EventPath {
  private static final Pattern STEP = Pattern.compile("\\.([A-Za-z0-9_/\\- ]+|\\*)|\\[(\\d+|\\*)]");
  private static final String ANY = "*";

  private final List<String> steps;

  private EventPath(List<String> steps) {
    this.steps = steps;
  }

  static Optional<EventPath> parse(String path) {
    if (!path.startsWith("$")) {
      return Optional.empty();
    }
    // "$." is what some templates say for the whole event, and EventBridge takes it.
    String rest = path.equals("$.") ? "" : path.substring(1);
    List<String> steps = new ArrayList<>();
    Matcher step = STEP.matcher(rest);
    int end = 0;
    while (end < rest.length() && step.find(end) && step.start() == end) {
      steps.add(step.group(1) == null ? step.group(2) : step.group(1));
      end = step.end();
    }
    return end == rest.length() ? Optional.of(new EventPath(steps)) : Optional.empty();
  }

  /** What the path leads to; with a wildcard, an array of all. Missing if there is nothing. */
  JsonNode find(JsonNode event) {
    List<JsonNode> found = List.of(event);
    for (String step : steps) {
      found = found.stream().flatMap(node -> step(node, step).stream()).toList();
    }
    if (!steps.contains(ANY)) {
      return found.isEmpty() ? MissingNode.getInstance() : found.get(0);
    }
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    return all.addAll(found);
  }

  private static List<JsonNode> step(JsonNode node, String step) {
    if (step.equals(ANY)) {
      List<JsonNode> children = new ArrayList<>();
      node.forEach(children::add);
      return children;
    }
    boolean index = node.isArray() && step.matches("\\d{1,9}");
    JsonNode child = index ? node.path(Integer.parseInt(step)) : node.path(step);
    return child.isMissingNode() ? List.of() : List.of(child);
  }
}
