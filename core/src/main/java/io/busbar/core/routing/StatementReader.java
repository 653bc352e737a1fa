// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.routing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads one statement of a policy. */
final class StatementReader {

  private static final List<String> ELEMENTS =
      List.of(
          "Sid",
          "Effect",
          "Principal",
          "NotPrincipal",
          "Action",
          "NotAction",
          "Resource",
          "NotResource",
          "Condition");

  private static final String NO_VENDOR =
      "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.";
  private static final Pattern VENDOR = Pattern.compile("[A-Za-z0-9.-]+:[^:]+|\\*");
  private static final Pattern RESOURCE = Pattern.compile("arn:[^:]*:[^:]+:.*|\\*");

  private final JsonNode statement;
  private final String id;
  private final boolean variables;

  StatementReader(JsonNode statement, int position, boolean variables) {
    this.statement = statement;
    this.id = statement.path("Sid").asText(String.valueOf(position));
    this.variables = variables;
  }

  PolicyStatement read() {
    PolicyReader.checkElements(statement, ELEMENTS, "Statement '" + id + "'");
    boolean allows = allows();
    return new PolicyStatement(
        id,
        allows,
        principal(allows),
        actions(),
        resources(),
        new ConditionReader(statement.path("Condition"), id, variables).read());
  }

  private boolean allows() {
    String effect = statement.path("Effect").asText();
    if (!effect.equals("Allow") && !effect.equals("Deny")) {
      throw syntax("has the Effect '%s'. Write Allow or Deny.", effect);
    }
    return effect.equals("Allow");
  }

  private PrincipalElement principal(boolean allows) {
    String name = oneOf("Principal", "NotPrincipal");
    if (!statement.has(name)) {
      throw invalid(
          "Missing required field Principal",
          "does not say whom it is for. Write \"Principal\": {\"AWS\": \"<account>\"}, {\"Service\": \"events.amazonaws.com\"} or \"*\".");
    }
    if (allows && name.equals("NotPrincipal")) {
      throw syntax(
          "allows something to everyone but its NotPrincipal. Name in Principal whom it is for.");
    }
    return new PrincipalReader(name, statement.path(name), id).read();
  }

  private TextElement actions() {
    String name = oneOf("Action", "NotAction");
    List<String> values = texts(name);
    if (values.isEmpty()) {
      throw invalid(
          "Policy statement must contain actions.",
          "has no %s. Name one, as in \"Action\": \"events:PutEvents\".",
          name);
    }
    for (String value : values) {
      if (!VENDOR.matcher(value).matches()) {
        boolean colons = value.indexOf(':') != value.lastIndexOf(':');
        throw invalid(
            colons ? "Actions/Condition can contain only one colon." : NO_VENDOR,
            "has the %s '%s'. Write service and operation, as in 'events:PutEvents'.",
            name,
            value);
      }
    }
    return new TextElement(
        name,
        values.stream().map(value -> PolicyText.literal(value, WildcardKind.ACTION)).toList());
  }

  private TextElement resources() {
    String name = oneOf("Resource", "NotResource");
    List<String> values = texts(name);
    if (values.isEmpty()) {
      throw invalid(
          "Policy statement must contain resources.",
          "has no %s. Name the ARN of the bus, queue or key, or \"*\".",
          name);
    }
    for (String value : values) {
      if (!RESOURCE.matcher(value).matches()) {
        throw invalid(
            "Resource %s must be in ARN format or \"*\".".formatted(value),
            "has the %s '%s'. Name the ARN of the bus, queue or key, or \"*\".",
            name,
            value);
      }
    }
    return new TextElement(name, values.stream().map(this::resource).toList());
  }

  private PolicyText resource(String value) {
    return variables
        ? PolicyText.withVariables(value, WildcardKind.RESOURCE)
        : PolicyText.literal(value, WildcardKind.RESOURCE);
  }

  private String oneOf(String name, String negated) {
    if (statement.has(name) && statement.has(negated)) {
      throw syntax("has %s and %s. Keep one of them.", name, negated);
    }
    return statement.has(negated) ? negated : name;
  }

  private List<String> texts(String name) {
    JsonNode node = statement.path(name);
    List<String> texts = new ArrayList<>();
    for (JsonNode one : node.isArray() ? node : List.of(node)) {
      if (one.isTextual()) {
        texts.add(one.textValue());
      } else if (!one.isMissingNode()) {
        throw syntax("has a value in %s that is no string: '%s'. Write strings.", name, one);
      }
    }
    return texts;
  }

  private InvalidPolicyException syntax(String remedy, Object... values) {
    return invalid(PolicyReader.SYNTAX, remedy, values);
  }

  private InvalidPolicyException invalid(String reason, String remedy, Object... values) {
    return PolicyReader.invalid(reason, "Statement '%s' %s", id, remedy.formatted(values));
  }
}
