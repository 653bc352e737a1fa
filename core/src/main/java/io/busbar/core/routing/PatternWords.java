// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.routing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Says in words what a field of a pattern wants and what an event has instead. */
final class PatternWords {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int SHOWN_VALUES = 5;
  private static final int SHOWN_CHARACTERS = 80;

  private PatternWords() {}

  /** The JSON without white space between tokens. */
  static String compact(String json) {
    return read(json).toString();
  }

  static String sentence(PatternPart.Field field, FoundValues found) {
    return "%s %s, but the pattern wants %s."
        .formatted(field.path(), found(found), wanted(read(field.wanted())));
  }

  /** {@code a, b and c}. */
  static String list(List<String> words, String last) {
    int end = words.size() - 1;
    return end < 1
        ? String.join("", words)
        : String.join(", ", words.subList(0, end)) + last + words.get(end);
  }

  private static String found(FoundValues found) {
    List<JsonNode> values = found.values();
    JsonNode container = found.container();
    if (values.isEmpty()) {
      return container == null ? "is absent" : "is %s".formatted(absent(container));
    }
    int more = values.size() - SHOWN_VALUES;
    String shown =
        values.stream()
            .limit(SHOWN_VALUES)
            .map(PatternWords::value)
            .collect(Collectors.joining(", "));
    return (values.size() == 1 ? "is " : "has ")
        + shown
        + (more > 0 ? " and " + more + " more" : "");
  }

  private static String absent(JsonNode container) {
    return (container.isObject() ? "an object" : "an array without values")
        + ", which counts as absent";
  }

  /** Text is quoted and nothing else is, so that '1' and 1 can be told apart. */
  private static String value(JsonNode value) {
    String text = value.asText();
    String shown =
        text.length() > SHOWN_CHARACTERS ? text.substring(0, SHOWN_CHARACTERS) + "…" : text;
    return value.isTextual() ? "'" + shown + "'" : shown;
  }

  private static String wanted(JsonNode array) {
    List<String> words = stream(array).map(PatternWords::one).toList();
    boolean plain = stream(array).noneMatch(JsonNode::isObject);
    return plain && words.size() > 1 ? "one of " + String.join(", ", words) : list(words, " or ");
  }

  private static String one(JsonNode wanted) {
    if (!wanted.isObject()) {
      return value(wanted);
    }
    Map.Entry<String, JsonNode> operator = wanted.properties().iterator().next();
    JsonNode operand = operator.getValue();
    return switch (operator.getKey()) {
      case "prefix" -> "a value that begins with " + ignoringCase(operand);
      case "suffix" -> "a value that ends with " + ignoringCase(operand);
      case "exactly" -> value(operand);
      case "equals-ignore-case" -> value(operand) + " in any case";
      case "wildcard" -> "a value like " + value(operand);
      case "cidr" -> "an address in " + value(operand);
      case "numeric" -> "a number " + numeric(operand);
      case "exists" -> operand.booleanValue() ? "any value" : "no value there";
      case "anything-but" -> "any value " + not(operand);
      default -> wanted.toString();
    };
  }

  private static String not(JsonNode operand) {
    if (!operand.isObject()) {
      return "but " + values(operand);
    }
    Map.Entry<String, JsonNode> operator = operand.properties().iterator().next();
    String values = values(operator.getValue());
    return switch (operator.getKey()) {
      case "prefix" -> "that does not begin with " + values;
      case "suffix" -> "that does not end with " + values;
      case "equals-ignore-case" -> "but " + values + " in any case";
      case "wildcard" -> "not like " + values;
      default -> "but " + operand;
    };
  }

  private static String ignoringCase(JsonNode operand) {
    return operand.isObject() ? values(operand.elements().next()) + " in any case" : value(operand);
  }

  private static String values(JsonNode oneOrMore) {
    return oneOrMore.isArray()
        ? list(stream(oneOrMore).map(PatternWords::value).toList(), " or ")
        : value(oneOrMore);
  }

  /** {@code > 0 and <= 5}. */
  private static String numeric(JsonNode operand) {
    List<String> bounds = new ArrayList<>();
    for (int i = 0; i + 1 < operand.size(); i += 2) {
      bounds.add(operand.get(i).asText() + " " + operand.get(i + 1).asText());
    }
    return String.join(" and ", bounds);
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The pattern was checked before, but is not JSON.", e);
    }
  }
}
