// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Evaluates intrinsic functions (CloudFormation User Guide, "Intrinsic function reference"). {@code
 * AWS::NoValue} becomes a {@link MissingNode}, and its member is left out.
 */
final class Expressions {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Names names;
  private final JsonNode mappings;
  private final Map<String, String> imports;

  Expressions(Names names, JsonNode mappings, Map<String, String> imports) {
    this.names = names;
    this.mappings = mappings;
    this.imports = imports;
  }

  /**
   * The value without functions.
   *
   * @throws Mistake if a function cannot be evaluated
   */
  JsonNode resolve(JsonNode node) {
    Call call = Call.of(node);
    if (call != null) {
      return call(call);
    }
    if (node.isObject()) {
      ObjectNode object = JSON.objectNode();
      node.properties().forEach(each -> object.set(each.getKey(), resolve(each.getValue())));
      object.properties().removeIf(each -> each.getValue().isMissingNode());
      return object;
    }
    if (node.isArray()) {
      ArrayNode array = JSON.arrayNode();
      node.forEach(each -> addUnlessMissing(array, resolve(each)));
      return array;
    }
    return plain(node);
  }

  /** The text that the value resolves to. */
  String text(JsonNode node) {
    JsonNode value = resolve(node);
    if (!value.isValueNode() || value.isNull() || value.isMissingNode()) {
      throw new Mistake("Expected a text, but found '%s'.".formatted(value));
    }
    return value.asText();
  }

  private static void addUnlessMissing(ArrayNode array, JsonNode value) {
    if (!value.isMissingNode()) {
      array.add(value);
    }
  }

  private static JsonNode plain(JsonNode node) {
    if (node.isTextual() && node.asText().contains("{{resolve:")) {
      throw new Mistake(
          "The dynamic reference '%s' cannot be resolved here. Make the value a parameter."
              .formatted(node.asText()));
    }
    return node;
  }

  private JsonNode call(Call call) {
    JsonNode argument = call.argument();
    return switch (call.name()) {
      case "Ref" -> names.ref(argument.asText());
      case "Fn::GetAtt" -> names.attribute(call.attribute()[0], call.attribute()[1]);
      case "Fn::Sub" -> sub(call.substitution());
      case "Fn::Join" -> join(argument);
      case "Fn::Select" -> select(argument);
      case "Fn::Split" -> split(argument);
      case "Fn::FindInMap" -> find(argument);
      case "Fn::ImportValue" -> imported(text(argument));
      default ->
          throw new Mistake(
              "The function '%s' is not known here. Ref and Fn::GetAtt, Sub, Join, Select, Split, If, FindInMap and ImportValue are."
                  .formatted(call.name()));
    };
  }

  private JsonNode sub(Substitution substitution) {
    String text =
        substitution.replace(
            name -> text(substitution.variables().path(name)),
            (name, attribute) ->
                text(attribute.isEmpty() ? names.ref(name) : names.attribute(name, attribute)));
    return plain(JSON.textNode(text));
  }

  private JsonNode join(JsonNode argument) {
    String delimiter = text(two("Fn::Join", argument).path(0));
    return JSON.textNode(
        StreamSupport.stream(list("Fn::Join", argument.path(1)).spliterator(), false)
            .map(this::text)
            .collect(Collectors.joining(delimiter)));
  }

  private JsonNode select(JsonNode argument) {
    String index = text(two("Fn::Select", argument).path(0));
    JsonNode values = list("Fn::Select", argument.path(1));
    JsonNode found =
        index.matches("\\d{1,9}")
            ? values.path(Integer.parseInt(index))
            : MissingNode.getInstance();
    if (found.isMissingNode()) {
      throw new Mistake(
          "Fn::Select finds no element '%s' in %s, which has %d."
              .formatted(index, values, values.size()));
    }
    return found;
  }

  private JsonNode split(JsonNode argument) {
    String delimiter = text(two("Fn::Split", argument).path(0));
    ArrayNode parts = JSON.arrayNode();
    Pattern.compile(delimiter, Pattern.LITERAL)
        .splitAsStream(text(argument.path(1)))
        .forEach(parts::add);
    return parts;
  }

  private JsonNode find(JsonNode argument) {
    if (argument.size() != 3) {
      throw new Mistake(
          "Fn::FindInMap takes a map and two keys, but was given '%s'.".formatted(argument));
    }
    String map = text(argument.path(0));
    String top = text(argument.path(1));
    String second = text(argument.path(2));
    JsonNode found = mappings.path(map).path(top).path(second);
    if (found.isMissingNode()) {
      throw new Mistake("The mapping '%s' has no '%s' with a '%s'.".formatted(map, top, second));
    }
    return found;
  }

  private JsonNode imported(String name) {
    String value = imports.get(name);
    if (value == null) {
      throw new Mistake(
          "The export '%s' of another stack is not known. Give it with .importing(\"%s\", \"…\")."
              .formatted(name, name));
    }
    return JSON.textNode(value);
  }

  private JsonNode list(String function, JsonNode node) {
    JsonNode values = resolve(node);
    if (!values.isArray()) {
      throw new Mistake("%s takes a list, but found '%s'.".formatted(function, values));
    }
    return values;
  }

  private static JsonNode two(String function, JsonNode argument) {
    if (!argument.isArray() || argument.size() != 2) {
      throw new Mistake(
          "%s takes two arguments, but was given '%s'.".formatted(function, argument));
    }
    return argument;
  }
}
