// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What PutTargets refuses of a target's input, with EventBridge's texts. */
final class InputRules {
  /** A placeholder of a template; its group is the name. */
  static final Pattern PLACEHOLDER = Pattern.compile("<([A-Za-z0-9._-]+)>");

  static final String RULE_ARN = "aws.events.rule-arn";
  static final String RULE_NAME = "aws.events.rule-name";
  static final String INGESTION_TIME = "aws.events.event.ingestion-time";
  static final String EVENT = "aws.events.event";
  static final String EVENT_JSON = "aws.events.event.json";

  private static final Set<String> PREDEFINED =
      Set.of(RULE_ARN, RULE_NAME, INGESTION_TIME, EVENT, EVENT_JSON);
  private static final String NAME_PATTERN = "[A-Za-z0-9\\_\\-]+";
  private static final Pattern NAME = Pattern.compile(NAME_PATTERN);
  private static final int MAX_TEXT = 8_192;
  private static final int MAX_PATH = 256;
  private static final int MAX_PATHS = 100;

  /** Keeps the digits of numbers as they were written. */
  private static final ObjectReader READER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build()
          .reader();

  private InputRules() {}

  static void check(String target, TargetInput input) {
    if (input instanceof TargetInput.Constant constant) {
      checkLength("input", constant.json(), MAX_TEXT);
      if (parse(constant.json()).isEmpty()) {
        throw invalid("JSON syntax error in input for target " + target + ".");
      }
    } else if (input instanceof TargetInput.Path path) {
      checkPath(target, "inputPath", path.path());
    } else if (input instanceof TargetInput.Transformer transformer) {
      checkPaths(target, transformer.paths());
      checkTemplate(target, transformer);
    }
  }

  /** The JSON value, or nothing if the text is none. */
  static Optional<JsonNode> parse(String json) {
    try {
      JsonNode node = READER.readTree(json);
      return node.isMissingNode() ? Optional.empty() : Optional.of(node);
    } catch (JsonProcessingException malformed) {
      return Optional.empty();
    }
  }

  static boolean isJsonTemplate(String template) {
    return template.strip().startsWith("{");
  }

  private static void checkPath(String target, String member, String path) {
    checkLength(member, path, MAX_PATH);
    if (EventPath.parse(path).isEmpty()) {
      throw invalid("InputPath for target " + target + " is invalid.");
    }
  }

  private static void checkPaths(String target, Map<String, String> paths) {
    String member = "inputTransformer.inputPathsMap";
    if (paths.size() > MAX_PATHS) {
      throw violation(paths, member, "length less than or equal to " + MAX_PATHS);
    }
    for (Map.Entry<String, String> each : paths.entrySet()) {
      if (!NAME.matcher(each.getKey()).matches()) {
        throw invalid(
            "1 validation error detected: Value '%s' at 'targets.1.member.%s' failed to satisfy constraint: Map keys must satisfy constraint: [Member must satisfy regular expression pattern: %s]"
                .formatted(paths, member, NAME_PATTERN));
      }
      checkPath(target, member + "." + each.getKey() + ".member", each.getValue());
    }
  }

  private static void checkTemplate(String target, TargetInput.Transformer transformer) {
    String template = transformer.template();
    checkLength("inputTransformer.inputTemplate", template, MAX_TEXT);
    Matcher placeholder = PLACEHOLDER.matcher(template);
    while (placeholder.find()) {
      String name = placeholder.group(1);
      if (!PREDEFINED.contains(name) && !transformer.paths().containsKey(name)) {
        throw invalid(
            "InputTemplate for target " + target + " contains invalid placeholder " + name + ".");
      }
      if (name.equals(EVENT_JSON) && !isJsonTemplate(template)) {
        throw invalid(
            "InputTemplate for target "
                + target
                + " contains placeholder aws.events.event.json valid only for JSON template.");
      }
    }
  }

  private static void checkLength(String member, String value, int max) {
    if (value.length() > max) {
      throw violation(value, member, "length less than or equal to " + max);
    }
  }

  private static AwsErrorException violation(Object value, String member, String rule) {
    return invalid(
        "1 validation error detected: Value '%s' at 'targets.1.member.%s' failed to satisfy constraint: Member must have %s"
            .formatted(value, member, rule));
  }

  private static AwsErrorException invalid(String message) {
    return new AwsErrorException("ValidationException", message);
  }
}
