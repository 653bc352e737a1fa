// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The parameters of a template with the values that they are given. */
final class Parameters {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final JsonNode declared;
  private final Map<String, String> given;

  Parameters(JsonNode declared, Map<String, String> given) {
    this.declared = declared;
    this.given = given;
  }

  /** Puts every value under its name; what is wrong with them becomes findings. */
  void resolve(Names names, List<String> findings) {
    for (String name : given.keySet()) {
      if (!declared.has(name)) {
        findings.add(
            "The parameter '%s' was given a value, but the template does not declare it."
                .formatted(name));
      }
    }
    for (Map.Entry<String, JsonNode> each : declared.properties()) {
      try {
        names.put(each.getKey(), value(each.getKey(), each.getValue()));
      } catch (Mistake mistake) {
        names.put(each.getKey(), JSON.textNode(""));
        names.failed(each.getKey());
        findings.add(mistake.text());
      }
    }
  }

  private JsonNode value(String name, JsonNode declaration) {
    String type = declaration.path("Type").asText("String");
    String text = given.get(name);
    if (text == null) {
      text = standard(name, declaration, type);
    }
    checkAllowed(name, declaration, text);
    if (type.equals("Number") && !text.matches("-?\\d+(\\.\\d+)?")) {
      throw new Mistake("The parameter '%s' is a number, but was '%s'.".formatted(name, text));
    }
    return type.equals("CommaDelimitedList") || type.contains("List<")
        ? list(text)
        : JSON.textNode(text);
  }

  /** What a parameter store holds is not known here: the default is only the place there. */
  private static String standard(String name, JsonNode declaration, String type) {
    boolean elsewhere = type.startsWith("AWS::SSM::");
    if (elsewhere || !declaration.has("Default")) {
      throw new Mistake(
          "The parameter '%s' %s. Give it a value with .parameter(\"%s\", \"…\")."
              .formatted(
                  name, elsewhere ? "is kept in a parameter store" : "has no default", name));
    }
    return declaration.get("Default").asText();
  }

  private static void checkAllowed(String name, JsonNode declaration, String text) {
    List<String> allowed =
        StreamSupport.stream(declaration.path("AllowedValues").spliterator(), false)
            .map(JsonNode::asText)
            .toList();
    if (!allowed.isEmpty() && !allowed.contains(text)) {
      throw new Mistake(
          "The parameter '%s' was '%s', but the template allows only '%s'."
              .formatted(name, text, String.join("', '", allowed)));
    }
    Pattern pattern = pattern(name, declaration.get("AllowedPattern"));
    if (pattern != null && !pattern.matcher(text).matches()) {
      throw new Mistake(
          "The parameter '%s' was '%s', which does not match the template's pattern '%s'. Give a value that does."
              .formatted(name, text, pattern));
    }
  }

  private static @Nullable Pattern pattern(String name, @Nullable JsonNode pattern) {
    try {
      return pattern == null ? null : Pattern.compile(pattern.asText());
    } catch (PatternSyntaxException broken) {
      throw new Mistake(
          "The parameter '%s' has the pattern '%s', which is not a regular expression."
              .formatted(name, pattern.asText()));
    }
  }

  private static ArrayNode list(String text) {
    ArrayNode values = JSON.arrayNode();
    Pattern.compile(",").splitAsStream(text).map(String::strip).forEach(values::add);
    return values;
  }
}
