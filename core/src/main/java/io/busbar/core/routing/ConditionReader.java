// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.routing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the {@code Condition} of a statement. */
final class ConditionReader {

  private final JsonNode condition;
  private final String statement;
  private final boolean variables;

  ConditionReader(JsonNode condition, String statement, boolean variables) {
    this.condition = condition;
    this.statement = statement;
    this.variables = variables;
  }

  List<Condition> read() {
    if (!condition.isObject() && !condition.isMissingNode()) {
      throw syntax("has a Condition that is not a JSON object. Write {operator: {key: value}}.");
    }
    List<Condition> conditions = new ArrayList<>();
    for (Map.Entry<String, JsonNode> block : condition.properties()) {
      ConditionOperator operator = operator(block.getKey());
      if (!block.getValue().isObject()) {
        throw syntax("has no keys in '%s'. Write {operator: {key: value}}.", operator.name());
      }
      for (Map.Entry<String, JsonNode> key : block.getValue().properties()) {
        conditions.add(condition(operator, key.getKey(), key.getValue()));
      }
    }
    return List.copyOf(conditions);
  }

  private ConditionOperator operator(String name) {
    return ConditionOperator.of(name)
        .orElseThrow(
            () ->
                syntax(
                    "has the condition operator '%s', which does not exist. Use one of IAM's, as in StringEquals, ArnLike, Bool or Null; IfExists goes to the end of any but Null.",
                    name));
  }

  private Condition condition(ConditionOperator operator, String key, JsonNode node) {
    if (!key.contains(":")) {
      throw PolicyReader.invalid(
          "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.",
          "Statement '%s' has the condition key '%s'. Write its vendor before it, as in 'aws:SourceArn'.",
          statement,
          key);
    }
    List<ConditionValue> values = new ArrayList<>();
    for (JsonNode one : node.isArray() ? node : List.of(node)) {
      values.add(value(operator, key, one));
    }
    return new Condition(operator, key, List.copyOf(values));
  }

  private ConditionValue value(ConditionOperator operator, String key, JsonNode node) {
    if (!node.isValueNode() || node.isNull()) {
      throw notTaken(operator, key, node.toString());
    }
    String raw = node.asText();
    return operator
        .comparison()
        .reader()
        .read(raw, variables)
        .orElseThrow(() -> notTaken(operator, key, raw));
  }

  private InvalidPolicyException notTaken(ConditionOperator operator, String key, String raw) {
    return syntax(
        "compares %s by %s with '%s', which %s does not take. Correct the value or the operator.",
        key, operator.name(), raw, operator.name());
  }

  private InvalidPolicyException syntax(String remedy, Object... values) {
    return PolicyReader.invalid(
        PolicyReader.SYNTAX, "Statement '%s' %s", statement, remedy.formatted(values));
  }
}
