// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.testkit.Target;
import io.busbar.testkit.TargetInput;
import io.busbar.testkit.TargetRetryPolicy;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A target as a template describes it. */
final class TargetProperties {
  private static final Set<String> KNOWN =
      Set.of(
          "Id",
          "Arn",
          "RoleArn",
          "Input",
          "InputPath",
          "InputTransformer",
          "RetryPolicy",
          "DeadLetterConfig",
          "SqsParameters");

  private TargetProperties() {}

  static Target read(JsonNode json) {
    Properties target = new Properties(json);
    String id = target.required("Id");
    json.fieldNames().forEachRemaining(name -> checkKnown(id, name));
    return new Target(
        id,
        arn(target.required("Arn")),
        input(id, target),
        retry(target.object("RetryPolicy")),
        text(target.object("DeadLetterConfig"), "Arn"),
        target.text("RoleArn"),
        text(target.object("SqsParameters"), "MessageGroupId"));
  }

  private static void checkKnown(String id, String name) {
    if (!KNOWN.contains(name)) {
      throw new Mistake("The target '%s' has '%s', which is not known here.".formatted(id, name));
    }
  }

  /** The ARN of a log group ends with this in CloudFormation and not in EventBridge. */
  private static String arn(String arn) {
    return arn.startsWith("arn:aws:logs:") && arn.endsWith(":*")
        ? arn.substring(0, arn.length() - 2)
        : arn;
  }

  private static TargetInput input(String id, Properties target) {
    String constant = target.text("Input");
    String path = target.text("InputPath");
    Properties transformer = target.object("InputTransformer");
    int given = (constant == null ? 0 : 1) + (path == null ? 0 : 1) + (transformer == null ? 0 : 1);
    if (given > 1) {
      throw new Mistake(
          "Only one of Input, InputPath, or InputTransformer must be provided for target "
              + id
              + ".");
    }
    if (constant != null) {
      return new TargetInput.Constant(constant);
    }
    if (path != null) {
      return new TargetInput.Path(path);
    }
    return transformer == null
        ? TargetInput.WHOLE_EVENT
        : new TargetInput.Transformer(
            transformer.texts("InputPathsMap"), transformer.required("InputTemplate"));
  }

  private static TargetRetryPolicy retry(@Nullable Properties policy) {
    if (policy == null) {
      return TargetRetryPolicy.DEFAULT;
    }
    Integer attempts = policy.integer("MaximumRetryAttempts");
    Integer age = policy.integer("MaximumEventAgeInSeconds");
    return new TargetRetryPolicy(
        attempts == null ? TargetRetryPolicy.DEFAULT.maxAttempts() : attempts,
        age == null ? TargetRetryPolicy.DEFAULT.maxAge() : Duration.ofSeconds(age));
  }

  private static @Nullable String text(@Nullable Properties properties, String name) {
    return properties == null ? null : properties.text(name);
  }
}
