// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.function.BiConsumer;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code Fn::Sub} is given.
 *
 * @param text with {@code ${Name}} and {@code ${Name.Attribute}}; {@code ${!Name}} stays as {@code
 *     ${Name}}
 * @param variables an object of values that the text may name besides
 */
record Substitution(String text, JsonNode variables) {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{\\s*([^}]*?)\\s*}");

  static Substitution of(JsonNode argument) {
    if (argument.isTextual()) {
      return new Substitution(argument.asText(), JsonNodeFactory.instance.objectNode());
    }
    if (argument.size() == 2 && argument.path(0).isTextual() && argument.path(1).isObject()) {
      return new Substitution(argument.get(0).asText(), argument.get(1));
    }
    throw new Mistake(
        "Fn::Sub takes a text, or a text and an object of variables, but was given '%s'."
            .formatted(argument));
  }

  void references(BiConsumer<String, String> consumer) {
    variables.forEach(each -> Call.references(each, consumer));
    var unused =
        replace(
            name -> name,
            (name, attribute) -> {
              consumer.accept(name, attribute);
              return "";
            });
  }

  /**
   * @param variable the value of a variable of this call
   * @param reference the value of anything else, from its name and its attribute or ""
   */
  String replace(UnaryOperator<String> variable, BinaryOperator<String> reference) {
    StringBuilder result = new StringBuilder();
    Matcher matcher = VARIABLE.matcher(text);
    while (matcher.find()) {
      String value = value(matcher.group(1), variable, reference);
      matcher.appendReplacement(result, Matcher.quoteReplacement(value));
    }
    return matcher.appendTail(result).toString();
  }

  private String value(
      String name, UnaryOperator<String> variable, BinaryOperator<String> reference) {
    if (name.startsWith("!")) {
      return "${" + name.substring(1) + '}';
    }
    if (variables.has(name)) {
      return variable.apply(name);
    }
    int dot = name.indexOf('.');
    return dot < 0
        ? reference.apply(name, "")
        : reference.apply(name.substring(0, dot), name.substring(dot + 1));
  }
}
