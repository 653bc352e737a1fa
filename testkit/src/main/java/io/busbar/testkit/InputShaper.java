// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;

/** Makes what a target gets of one event. */
final class InputShaper {
  private final Rule rule;
  private final String json;
  private final Instant ingestion;

  /**
   * @param json of the event
   * @param ingestion when EventBridge got it
   */
  InputShaper(Rule rule, String json, Instant ingestion) {
    this.rule = rule;
    this.json = json;
    this.ingestion = ingestion;
  }

  /** What the target gets; empty if that would have to be JSON and is not. */
  Optional<String> shape(TargetInput input) {
    if (input instanceof TargetInput.Constant constant) {
      return Optional.of(constant.json());
    }
    if (input instanceof TargetInput.Path path) {
      return Optional.of(find(event(), path.path()).toString());
    }
    if (input instanceof TargetInput.Transformer transformer) {
      return transform(transformer);
    }
    return Optional.of(json);
  }

  private Optional<String> transform(TargetInput.Transformer transformer) {
    String text = fill(transformer);
    if (!InputRules.isJsonTemplate(transformer.template())) {
      return Optional.of(text);
    }
    return InputRules.parse(text).map(valid -> DetailJson.compact(text));
  }

  /** Goes through the template once, and knows at each placeholder whether it is within quotes. */
  private String fill(TargetInput.Transformer transformer) {
    JsonNode event = event();
    String template = transformer.template();
    StringBuilder filled = new StringBuilder(template.length());
    Matcher placeholder = InputRules.PLACEHOLDER.matcher(template);
    boolean quoted = false;
    int end = 0;
    while (placeholder.find()) {
      String literal = template.substring(end, placeholder.start());
      quoted ^= opensOrClosesQuotes(literal);
      JsonNode value = value(placeholder.group(1), transformer.paths(), event);
      filled.append(literal).append(quoted ? text(value) : value.toString());
      end = placeholder.end();
    }
    return filled.append(template, end, template.length()).toString();
  }

  private static boolean opensOrClosesQuotes(String literal) {
    boolean changes = false;
    for (int i = 0; i < literal.length(); i++) {
      char c = literal.charAt(i);
      i += c == '\\' ? 1 : 0;
      changes ^= c == '"';
    }
    return changes;
  }

  private JsonNode value(String name, Map<String, String> paths, JsonNode event) {
    String path = paths.get(name);
    if (path != null) {
      return find(event, path);
    }
    return switch (name) {
      case InputRules.RULE_ARN -> TextNode.valueOf(rule.arn());
      case InputRules.RULE_NAME -> TextNode.valueOf(rule.name());
      case InputRules.INGESTION_TIME ->
          TextNode.valueOf(ingestion.truncatedTo(ChronoUnit.SECONDS).toString());
      case InputRules.EVENT -> withoutDetail(event);
      default -> event;
    };
  }

  /** EventBridge renames one key here (recorded by LocalStack's tests against AWS). */
  private static JsonNode withoutDetail(JsonNode event) {
    ObjectNode rest = JsonNodeFactory.instance.objectNode();
    event
        .properties()
        .forEach(
            member -> {
              String name = member.getKey();
              if (!name.equals("detail")) {
                rest.set(name.equals("detail-type") ? "detailType" : name, member.getValue());
              }
            });
    return rest;
  }

  private JsonNode event() {
    return InputRules.parse(json).orElseThrow();
  }

  /** A path that leads to nothing gives an empty string. */
  private static JsonNode find(JsonNode event, String path) {
    JsonNode found = EventPath.parse(path).orElseThrow().find(event);
    return found.isMissingNode() ? TextNode.valueOf("") : found;
  }

  private static String text(JsonNode value) {
    return value.isTextual() ? value.textValue() : value.toString().replace("\"", "");
  }
}
