// SPDX-License-Identifier: Apache-2.0
package io.busbar.schema.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import io.busbar.core.Violation;
import io.busbar.schema.shape.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns networknt's errors into ours: one for each place and rule, without sensitive values. */
final class Violations {
  private static final int LONGEST_VALUE = 80;
  private static final String SENSITIVE = "(sensitive)";
  private static final Pattern SIMPLE_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");

  private final Shape root;

  Violations(Shape root) {
    this.root = root;
  }

  List<Violation> of(List<Error> errors) {
    Map<String, Violation> byPlace = new LinkedHashMap<>();
    for (Error error : errors) {
      Violation violation = violation(error);
      byPlace.putIfAbsent(violation.path() + ' ' + violation.rule(), violation);
    }
    return List.copyOf(byPlace.values());
  }

  private Violation violation(Error error) {
    List<Object> steps = steps(error.getInstanceLocation());
    // Members that are missing or too many are named by the error, not by its place.
    String property = error.getProperty();
    if (property != null) {
      steps.add(property);
    }
    return new Violation(path(steps), value(error, steps), error.getKeyword(), expected(error));
  }

  private static List<Object> steps(NodePath location) {
    List<Object> steps = new ArrayList<>();
    for (int i = 0; i < location.getNameCount(); i++) {
      steps.add(location.getElement(i));
    }
    return steps;
  }

  private static String path(List<Object> steps) {
    StringBuilder path = new StringBuilder("$");
    for (Object step : steps) {
      if (step instanceof Integer) {
        path.append('[').append(step).append(']');
      } else if (SIMPLE_NAME.matcher(step.toString()).matches()) {
        path.append('.').append(step);
      } else {
        path.append("['").append(step.toString().replace("'", "\\'")).append("']");
      }
    }
    return path.toString();
  }

  /** The value, or anything around it, is marked; a union's alternatives are all looked at. */
  private boolean isSensitive(List<Object> steps) {
    return isSensitive(root, steps, 0);
  }

  private boolean isSensitive(Shape shape, List<Object> steps, int next) {
    Shape here = shape.resolved();
    if (here instanceof Shape.Union union) {
      return union.alternatives().stream().anyMatch(each -> isSensitive(each, steps, next));
    }
    if (next == steps.size()) {
      return holdsSensitive(here, 0);
    }
    if (here instanceof Shape.Sequence list) {
      return isSensitive(list.items(), steps, next + 1);
    }
    if (!(here instanceof Shape.Struct struct)) {
      return false;
    }
    Shape.Member member = struct.members().get(steps.get(next).toString());
    if (member == null) {
      return isSensitive(struct.others(), steps, next + 1);
    }
    return member.sensitive() || isSensitive(member.shape(), steps, next + 1);
  }

  /** An object is shown as a whole, so a mark far below counts as well. */
  private static boolean holdsSensitive(Shape shape, int depth) {
    Shape here = shape.resolved();
    if (depth > 20) {
      return true;
    }
    if (here instanceof Shape.Union union) {
      return union.alternatives().stream().anyMatch(each -> holdsSensitive(each, depth + 1));
    }
    if (here instanceof Shape.Sequence list) {
      return holdsSensitive(list.items(), depth + 1);
    }
    return here instanceof Shape.Struct struct
        && struct.members().values().stream()
            .anyMatch(each -> each.sensitive() || holdsSensitive(each.shape(), depth + 1));
  }

  private String value(Error error, List<Object> steps) {
    JsonNode node = error.getInstanceNode();
    String property = error.getProperty();
    JsonNode value = node != null && property != null ? node.get(property) : node;
    if (value == null || value.isNull()) {
      return value == null ? "absent" : "null";
    }
    if (isSensitive(steps)) {
      return SENSITIVE;
    }
    String json = value.isTextual() ? "'" + value.textValue() + "'" : value.toString();
    return json.length() <= LONGEST_VALUE
        ? json
        : json.substring(0, LONGEST_VALUE) + "… (" + json.length() + " characters)";
  }

  private static String expected(Error error) {
    JsonNode rule = error.getSchemaNode();
    String asked = rule == null ? "" : text(rule);
    return switch (error.getKeyword()) {
      case "required" -> "must be there";
      case "additionalProperties", "unevaluatedProperties" ->
          "must not be there: the schema is closed and does not name it";
      case "type" -> "must be of the type " + asked;
      case "enum" -> "must be one of " + asked;
      case "const" -> "must be " + asked;
      case "pattern" -> "must match the pattern '" + asked + "'";
      case "format" -> "must have the format " + asked;
      case "minLength" -> "must have at least " + asked + " characters";
      case "maxLength" -> "must have at most " + asked + " characters";
      case "minimum" -> "must be at least " + asked;
      case "maximum" -> "must be at most " + asked;
      case "exclusiveMinimum" -> "must be more than " + asked;
      case "exclusiveMaximum" -> "must be less than " + asked;
      case "minItems" -> "must have at least " + asked + " elements";
      case "maxItems" -> "must have at most " + asked + " elements";
      case "uniqueItems" -> "must have no element twice";
      case "oneOf" -> "must be exactly one of the alternatives of the schema";
      case "anyOf" -> "must be one of the alternatives of the schema";
      default -> "must be as the schema says: " + asked;
    };
  }

  private static String text(@Nullable JsonNode rule) {
    if (rule == null) {
      return "";
    }
    if (rule.isTextual()) {
      return rule.textValue();
    }
    if (rule.isArray()) {
      List<String> words = new ArrayList<>();
      rule.forEach(each -> words.add(each.isTextual() ? each.textValue() : each.toString()));
      return String.join(", ", words);
    }
    return rule.toString();
  }
}
