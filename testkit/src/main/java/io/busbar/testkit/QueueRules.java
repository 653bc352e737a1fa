// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What SQS refuses, with its codes and texts. */
final class QueueRules {
  static final Duration MAX_VISIBILITY = Duration.ofHours(12);
  static final Duration MAX_WAIT = Duration.ofSeconds(20);
  static final Duration MAX_DELAY = Duration.ofMinutes(15);
  static final Duration MAX_RETENTION = Duration.ofDays(14);
  static final int MAX_MESSAGE_BYTES = 1_048_576;
  private static final int MAX_ATTRIBUTES = 10;

  private QueueRules() {}

  static void checkMessage(OutgoingMessage message, int maxBytes) {
    if (message.body().isEmpty()) {
      throw new AwsErrorException(
          "MissingParameter", "The request must contain the parameter MessageBody.");
    }
    int attributes = message.attributes().size();
    if (attributes > MAX_ATTRIBUTES) {
      throw invalid(
          "Number of message attributes ["
              + attributes
              + "] exceeds the allowed maximum ["
              + MAX_ATTRIBUTES
              + "].");
    }
    if (message.size() > maxBytes) {
      throw invalid(
          "One or more parameters are invalid. Reason: Message must be shorter than "
              + maxBytes
              + " bytes.");
    }
    if (!message.body().codePoints().allMatch(QueueRules::isAllowed)) {
      throw new AwsErrorException(
          "InvalidMessageContents",
          "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF");
    }
    checkRange("DelaySeconds", message.delay(), MAX_DELAY, "DelaySeconds must be >= 0 and <= %d.");
  }

  static void checkVisibility(@Nullable Duration timeout) {
    checkRange(
        "VisibilityTimeout", timeout, MAX_VISIBILITY, "Must be between 0 and %d, if provided.");
  }

  static void checkWait(@Nullable Duration wait) {
    checkRange("WaitTimeSeconds", wait, MAX_WAIT, "Must be >= 0 and <= %d, if provided.");
  }

  /** SQS words the same rule in another way for each parameter. */
  private static void checkRange(
      String parameter, @Nullable Duration value, Duration max, String reason) {
    if (value != null && (value.isNegative() || value.compareTo(max) > 0)) {
      String rule = reason.formatted(max.toSeconds());
      throw invalid(
          "Value %d for parameter %s is invalid. Reason: %s"
              .formatted(value.toSeconds(), parameter, rule));
    }
  }

  /** Refuses an attribute of a queue. */
  static void checkAttribute(String attribute, long value, long min, long max) {
    if (value < min || value > max) {
      throw new AwsErrorException(
          "InvalidAttributeValue", "Invalid value for the parameter " + attribute + ".");
    }
  }

  static AwsErrorException notForThisType(Object value, String parameter) {
    return invalid(
        "Value %s for parameter %s is invalid. Reason: The request include parameter that is not valid for this queue type."
            .formatted(value, parameter));
  }

  static AwsErrorException invalid(String message) {
    return new AwsErrorException("InvalidParameterValue", message);
  }

  /** The characters of XML 1.0 (SendMessage API). */
  static boolean isAllowed(int codePoint) {
    return codePoint >= 0x20
        ? codePoint < 0xd800 || (codePoint >= 0xe000 && codePoint != 0xfffe && codePoint != 0xffff)
        : codePoint == 0x9 || codePoint == 0xa || codePoint == 0xd;
  }
}
