// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.testkit.AwsErrorException;
import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.QueueSettings;
import io.busbar.testkit.RedrivePolicy;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** From the attributes of a request to the settings of a queue; refuses what SQS would refuse. */
final class AttributeChange {
  private final InMemoryOrganization organization;
  private final Set<String> withoutEffect;

  /**
   * @param withoutEffect names that are taken and change no setting
   */
  AttributeChange(InMemoryOrganization organization, Set<String> withoutEffect) {
    this.organization = organization;
    this.withoutEffect = withoutEffect;
  }

  QueueSettings apply(QueueSettings settings, Map<String, String> wanted) {
    QueueSettings result = settings;
    for (Map.Entry<String, String> each : wanted.entrySet()) {
      result = apply(result, each.getKey(), each.getValue());
    }
    return result.withFifo(FifoAttributes.apply(settings.fifo(), wanted));
  }

  private QueueSettings apply(QueueSettings settings, String name, String value) {
    return switch (name) {
      case "VisibilityTimeout" -> settings.withVisibilityTimeout(seconds(name, value));
      case "DelaySeconds" -> settings.withDelay(seconds(name, value));
      case "ReceiveMessageWaitTimeSeconds" -> settings.withReceiveWait(seconds(name, value));
      case "MessageRetentionPeriod" -> settings.withRetention(seconds(name, value));
      case "MaximumMessageSize" -> settings.withMaxMessageBytes(number(name, value));
      case "RedrivePolicy" -> settings.withRedrive(redrive(value));
      default -> keep(settings, name);
    };
  }

  private QueueSettings keep(QueueSettings settings, String name) {
    if (!withoutEffect.contains(name) && !FifoAttributes.covers(name)) {
      throw SqsErrors.unknownAttribute(name);
    }
    return settings;
  }

  /** An empty policy takes the old one away. */
  private @Nullable RedrivePolicy redrive(String value) {
    if (value.isEmpty()) {
      return null;
    }
    JsonNode policy = tree(value);
    String target = policy.path("deadLetterTargetArn").asText();
    if (!target.startsWith("arn:aws:sqs:")) {
      throw SqsErrors.invalid(value, "RedrivePolicy", "Invalid value for deadLetterTargetArn.");
    }
    if (organization.findQueue(target).isEmpty()) {
      throw SqsErrors.invalid(value, "RedrivePolicy", "Dead letter target does not exist.");
    }
    return new RedrivePolicy(target, policy.path("maxReceiveCount").asInt());
  }

  private static JsonNode tree(String policy) {
    return Json.read(
        policy,
        () ->
            SqsErrors.invalid(policy, "RedrivePolicy", "Redrive policy is not a valid JSON map."));
  }

  private static Duration seconds(String name, String value) {
    return Duration.ofSeconds(number(name, value));
  }

  private static int number(String name, String value) {
    if (!value.matches("\\d{1,9}")) {
      throw new AwsErrorException(
          "InvalidAttributeValue", "Invalid value for the parameter " + name + ".");
    }
    return Integer.parseInt(value);
  }
}
