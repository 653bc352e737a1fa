// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.busbar.testkit.Target;
import io.busbar.testkit.TargetInput;
import io.busbar.testkit.TargetRetryPolicy;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A target as PutTargets takes it and ListTargetsByRule shows it. */
final class TargetItem {
  /** What would change what arrives where: refused, so that no test passes for the wrong reason. */
  private static final List<String> NOT_SERVED = List.of("HttpParameters");

  private TargetItem() {}

  static Target read(Input item) {
    String id = item.text("Id");
    String arn = item.text("Arn");
    for (String member : NOT_SERVED) {
      if (item.has(member)) {
        throw Faults.validation(
            "LocalAws does not serve '%s' of target '%s' yet. Leave it out; the target then gets the whole event."
                .formatted(member, id));
      }
    }
    return new Target(
        String.valueOf(id),
        String.valueOf(arn),
        input(String.valueOf(id), item),
        retry(item.object("RetryPolicy")),
        text(item.object("DeadLetterConfig"), "Arn"),
        item.text("RoleArn"),
        text(item.object("SqsParameters"), "MessageGroupId"));
  }

  static ObjectNode json(Target target) {
    ObjectNode json = Json.object().put("Id", target.id()).put("Arn", target.arn());
    if (target.roleArn() != null) {
      json.put("RoleArn", target.roleArn());
    }
    addInput(json, target.input());
    if (target.messageGroupId() != null) {
      json.putObject("SqsParameters").put("MessageGroupId", target.messageGroupId());
    }
    if (target.deadLetterArn() != null) {
      json.putObject("DeadLetterConfig").put("Arn", target.deadLetterArn());
    }
    if (!target.retry().equals(TargetRetryPolicy.DEFAULT)) {
      json.putObject("RetryPolicy")
          .put("MaximumRetryAttempts", target.retry().maxAttempts())
          .put("MaximumEventAgeInSeconds", target.retry().maxAge().toSeconds());
    }
    return json;
  }

  private static TargetInput input(String id, Input item) {
    String constant = item.text("Input");
    String path = item.text("InputPath");
    Input transformer = item.object("InputTransformer");
    long given =
        List.of(constant != null, path != null, transformer != null).stream()
            .filter(each -> each)
            .count();
    if (given > 1) {
      throw Faults.validation(
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
    return transformer == null ? TargetInput.WHOLE_EVENT : transformer(transformer);
  }

  private static TargetInput transformer(Input transformer) {
    return new TargetInput.Transformer(
        transformer.textMap("InputPathsMap"), Members.text(transformer, "InputTemplate"));
  }

  private static TargetRetryPolicy retry(@Nullable Input policy) {
    TargetRetryPolicy standard = TargetRetryPolicy.DEFAULT;
    if (policy == null) {
      return standard;
    }
    Integer attempts = policy.integer("MaximumRetryAttempts");
    Integer age = policy.integer("MaximumEventAgeInSeconds");
    return new TargetRetryPolicy(
        attempts == null ? standard.maxAttempts() : attempts,
        age == null ? standard.maxAge() : Duration.ofSeconds(age));
  }

  private static void addInput(ObjectNode json, TargetInput input) {
    if (input instanceof TargetInput.Constant constant) {
      json.put("Input", constant.json());
    } else if (input instanceof TargetInput.Path path) {
      json.put("InputPath", path.path());
    } else if (input instanceof TargetInput.Transformer transformer) {
      ObjectNode shown = json.putObject("InputTransformer");
      transformer.paths().forEach(shown.putObject("InputPathsMap")::put);
      shown.put("InputTemplate", transformer.template());
    }
  }

  private static @Nullable String text(@Nullable Input input, String member) {
    return input == null ? null : input.text(member);
  }
}
