// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.routing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads {@code Principal} or {@code NotPrincipal} of a statement. */
final class PrincipalReader {

  private static final List<String> KINDS = List.of("AWS", "Service", "Federated", "CanonicalUser");

  /** An account, an identity's ARN without wildcards, everyone, or the id of a deleted identity. */
  private static final Pattern AWS =
      Pattern.compile("\\d{12}|arn:aws[\\w-]*:(iam|sts)::\\d{12}:[^*?]+|\\*|A[A-Z0-9]{15,}");

  private static final Pattern SERVICE = Pattern.compile("[a-z0-9.-]+\\.amazonaws\\.com(\\.cn)?");

  private final String name;
  private final JsonNode node;
  private final String statement;

  PrincipalReader(String name, JsonNode node, String statement) {
    this.name = name;
    this.node = node;
    this.statement = statement;
  }

  PrincipalElement read() {
    if (node.isTextual() && node.textValue().equals("*")) {
      return new PrincipalElement(name, List.of(new PrincipalElement.Entry("AWS", "*")));
    }
    if (!node.isObject() || node.isEmpty()) {
      throw invalid(name, node.isTextual() ? node.textValue() : node.toString());
    }
    List<PrincipalElement.Entry> entries = new ArrayList<>();
    node.properties()
        .forEach(
            kind -> {
              for (JsonNode one :
                  kind.getValue().isArray() ? kind.getValue() : List.of(kind.getValue())) {
                entries.add(entry(kind.getKey(), one));
              }
            });
    return new PrincipalElement(name, List.copyOf(entries));
  }

  private PrincipalElement.Entry entry(String kind, JsonNode value) {
    boolean valid =
        value.isTextual()
            && switch (kind) {
              case "AWS" -> AWS.matcher(value.textValue()).matches();
              case "Service" -> SERVICE.matcher(value.textValue()).matches();
              default -> KINDS.contains(kind);
            };
    if (!valid) {
      throw invalid(kind, value.isTextual() ? value.textValue() : value.toString());
    }
    return new PrincipalElement.Entry(kind, value.textValue());
  }

  private InvalidPolicyException invalid(String kind, String value) {
    return PolicyReader.invalid(
        "Invalid principal in policy: \"%s\":\"%s\"".formatted(kind, value),
        "Statement '%s' names it in %s. Write {\"AWS\": \"<account id or ARN of an identity>\"}, {\"Service\": \"events.amazonaws.com\"} or \"*\"; a star cannot stand for a part.",
        statement,
        name);
  }
}
