// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Checks one request against a {@link ServiceModel}. */
final class ModelCheck {
  private final ServiceModel model;
  private final Constraints constraints = new Constraints();

  ModelCheck(ServiceModel model) {
    this.model = model;
  }

  void run(Shape input, JsonNode request) {
    structure("", input, request);
    constraints.check();
  }

  private void value(String path, Shape shape, JsonNode value) {
    switch (shape.kind()) {
      case STRUCTURE -> structure(path + '.', shape, wanted(value.isObject(), value, "Structure"));
      case LIST -> list(path, shape, wanted(value.isArray(), value, "List"));
      case MAP -> map(path, shape, wanted(value.isObject(), value, "Map"));
      case STRING, ENUM -> text(path, shape, wanted(value.isTextual(), value, "String").asText());
      case INTEGER, LONG -> number(path, shape, value);
      case BOOLEAN -> wanted(value.isBoolean(), value, "Boolean");
      case TIMESTAMP -> wanted(value.isNumber(), value, "Timestamp");
      case BLOB -> blob(wanted(value.isTextual(), value, "Blob").asText());
      case ANY -> {}
    }
  }

  private void structure(String prefix, Shape shape, JsonNode value) {
    shape
        .members()
        .forEach(
            (name, member) -> {
              JsonNode found = value.path(name);
              String path = prefix + lower(name);
              if (!found.isMissingNode() && !found.isNull()) {
                value(path, model.shape(member.shape()), found);
              } else if (member.required()) {
                constraints.required(path, null);
              }
            });
  }

  private void list(String path, Shape shape, JsonNode value) {
    Shape item = model.shape(String.valueOf(shape.item()));
    List<String> shown = new ArrayList<>();
    value.forEach(each -> shown.add(each.isTextual() ? each.asText() : item.name()));
    constraints.length(path, shown, shape.least(), shape.most());
    for (int i = 0; i < value.size(); i++) {
      value(path + '.' + (i + 1) + ".member", item, value.get(i));
    }
  }

  private void map(String path, Shape shape, JsonNode value) {
    List<String> shown = new ArrayList<>();
    value.properties().forEach(each -> shown.add(each.getKey() + '=' + each.getValue().asText()));
    constraints.length(path, shown, shape.least(), shape.most());
    Shape item = model.shape(String.valueOf(shape.item()));
    value.properties().forEach(each -> value(path + '.' + each.getKey(), item, each.getValue()));
  }

  private void text(String path, Shape shape, String text) {
    if (shape.kind() == Shape.Kind.ENUM) {
      constraints.oneOf(path, text, shape.values());
      return;
    }
    constraints.length(path, text, shape.least(), shape.most());
    if (shape.pattern() != null) {
      constraints.matches(path, text, shape.pattern());
    }
  }

  private void number(String path, Shape shape, JsonNode value) {
    boolean fits = value.isNumber() && (value.canConvertToInt() || shape.kind() == Shape.Kind.LONG);
    int number = wanted(fits, value, shape.kind() == Shape.Kind.LONG ? "Long" : "Integer").asInt();
    constraints.range(path, number, shape.least(), shape.most());
  }

  private static void blob(String text) {
    try {
      Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException broken) {
      throw Faults.serialization("The member is not valid Base64.");
    }
  }

  private static JsonNode wanted(boolean fits, JsonNode value, String type) {
    if (!fits) {
      throw Input.mismatch(value, type);
    }
    return value;
  }

  private static String lower(String member) {
    return Character.toLowerCase(member.charAt(0)) + member.substring(1);
  }
}
