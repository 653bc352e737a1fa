// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.routing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads a policy document and refuses what IAM refuses, in its words. */
final class PolicyReader {

  static final String SYNTAX = "Syntax errors in policy.";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** Where Jackson names a further place. */
  private static final Pattern LOCATION =
      Pattern.compile("\\[Source: [^;]*; (line: \\d+, column: \\d+)]");

  private static final String WITH_VARIABLES = "2012-10-17";
  private static final List<String> VERSIONS = List.of("2008-10-17", WITH_VARIABLES);
  private static final List<String> ELEMENTS = List.of("Version", "Id", "Statement");

  private PolicyReader() {}

  static List<PolicyStatement> read(String json) {
    JsonNode policy = parse(json);
    checkElements(policy, ELEMENTS, "The policy");
    JsonNode version = policy.path("Version");
    if (!version.isMissingNode() && !VERSIONS.contains(version.asText())) {
      throw invalid(
          SYNTAX,
          "The Version is '%s', but IAM knows 2012-10-17 and 2008-10-17 only. Write \"Version\": \"2012-10-17\".",
          version.asText());
    }
    return statements(policy.path("Statement"), version.asText().equals(WITH_VARIABLES));
  }

  static void checkElements(JsonNode object, List<String> known, String what) {
    if (!object.isObject()) {
      throw invalid(SYNTAX, "%s is not a JSON object. Write it in braces.", what);
    }
    object
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                throw invalid(
                    SYNTAX,
                    "%s has the element '%s', which does not exist. Use %s.",
                    what,
                    name,
                    String.join(", ", known));
              }
            });
  }

  static InvalidPolicyException invalid(String reason, String remedy, Object... values) {
    return new InvalidPolicyException(reason, remedy.formatted(values));
  }

  private static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw invalid(
          SYNTAX,
          "The JSON is not valid at line %d, column %d: %s. Correct it there.",
          e.getLocation().getLineNr(),
          e.getLocation().getColumnNr(),
          LOCATION.matcher(e.getOriginalMessage()).replaceAll("$1"));
    }
  }

  private static List<PolicyStatement> statements(JsonNode node, boolean variables) {
    List<JsonNode> nodes = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(nodes::add);
    } else if (node.isObject()) {
      nodes.add(node);
    }
    if (nodes.isEmpty()) {
      throw invalid(SYNTAX, "The policy has no statement. Write at least one into Statement.");
    }
    List<PolicyStatement> statements = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (JsonNode one : nodes) {
      PolicyStatement statement = new StatementReader(one, statements.size() + 1, variables).read();
      if (one.has("Sid") && !ids.add(statement.id())) {
        throw invalid(
            "Statement IDs (SID) in a single policy must be unique.",
            "The Sid '%s' is there twice. Rename one of them.",
            statement.id());
      }
      statements.add(statement);
    }
    return List.copyOf(statements);
  }
}
