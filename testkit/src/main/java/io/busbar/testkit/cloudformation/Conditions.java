// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The conditions of a template. They know parameters and mappings, never resources. */
final class Conditions {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final JsonNode definitions;
  private final Expressions expressions;
  private final Map<String, Boolean> results = new HashMap<>();
  private final Set<String> open = new LinkedHashSet<>();

  Conditions(JsonNode definitions, Expressions expressions) {
    this.definitions = definitions;
    this.expressions = expressions;
  }

  /** Whether the condition of this name holds. */
  boolean holds(String name) {
    Boolean known = results.get(name);
    if (known != null) {
      return known;
    }
    if (!definitions.has(name)) {
      throw new Mistake("The condition '%s' is not declared in 'Conditions'.".formatted(name));
    }
    if (!open.add(name)) {
      throw new Mistake(
          "The conditions '%s' use each other in a circle.".formatted(String.join("', '", open)));
    }
    boolean result = test(definitions.get(name));
    open.remove(name);
    results.put(name, result);
    return result;
  }

  /** The value with every {@code Fn::If} replaced by the branch that is taken. */
  JsonNode prune(JsonNode node) {
    Call call = Call.of(node);
    if (call != null && call.name().equals("Fn::If")) {
      return prune(branch(call.argument()));
    }
    if (node.isObject()) {
      ObjectNode object = JSON.objectNode();
      node.properties().forEach(each -> object.set(each.getKey(), prune(each.getValue())));
      return object;
    }
    if (node.isArray()) {
      ArrayNode array = JSON.arrayNode();
      node.forEach(each -> array.add(prune(each)));
      return array;
    }
    return node;
  }

  private JsonNode branch(JsonNode argument) {
    if (argument.size() != 3 || !argument.isArray()) {
      throw new Mistake(
          "Fn::If takes a condition and two values, but was given '%s'.".formatted(argument));
    }
    return argument.get(holds(argument.get(0).asText()) ? 1 : 2);
  }

  private boolean test(JsonNode node) {
    if (node.size() != 1 || !node.isObject()) {
      throw notKnown(node);
    }
    Map.Entry<String, JsonNode> member = node.properties().iterator().next();
    JsonNode argument = member.getValue();
    return switch (member.getKey()) {
      case "Condition" -> holds(argument.asText());
      case "Fn::Equals" -> equal(argument);
      case "Fn::Not" -> !test(argument.path(0));
      case "Fn::And" -> all(argument, true);
      case "Fn::Or" -> !all(argument, false);
      default -> throw notKnown(node);
    };
  }

  private boolean equal(JsonNode argument) {
    if (argument.size() != 2) {
      throw new Mistake("Fn::Equals takes two values, but was given '%s'.".formatted(argument));
    }
    return expressions
        .text(prune(argument.path(0)))
        .equals(expressions.text(prune(argument.path(1))));
  }

  private boolean all(JsonNode tests, boolean wanted) {
    for (JsonNode each : tests) {
      if (test(each) != wanted) {
        return false;
      }
    }
    return true;
  }

  private static Mistake notKnown(JsonNode node) {
    return new Mistake(
        "A condition is one of Condition, Fn::Equals, Fn::Not, Fn::And and Fn::Or, but was '%s'."
            .formatted(node));
  }
}
