// SPDX-License-Identifier: Apache-2.0
package io.busbar.consumer;

import io.busbar.core.ConfigurationException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a container was told by its builder. */
record ContainerSettings(
    String queueUrl,
    @Nullable String deadLetterQueueUrl,
    MissingDeadLetters missingDeadLetters,
    int concurrency,
    int maxPolls,
    Duration waitTime,
    Duration visibilityTimeout,
    Duration maxProcessingTime,
    Duration closeGrace,
    Intake intake) {

  /** SQS API, ChangeMessageVisibility: 12 hours, counted from the receive. */
  static final Duration LONGEST_VISIBILITY = Duration.ofHours(12);

  /** SQS API, ReceiveMessage. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

  /** The queue's name, the last part of its URL. */
  String queueName() {
    return queueUrl.substring(queueUrl.lastIndexOf('/') + 1);
  }

  /** Whose messages have groups with an order. */
  boolean isFifo() {
    return queueUrl.endsWith(".fifo");
  }

  int visibilitySeconds() {
    return (int) visibilityTimeout.toSeconds();
  }

  void check() {
    List<String> findings = new ArrayList<>();
    checkQueues(findings);
    checkCounts(findings);
    checkTimes(findings);
    intake.check(isFifo(), findings);
    if (!findings.isEmpty()) {
      throw ConfigurationException.of(
          String.format("The container of queue '%s' cannot be built", queueUrl), findings);
    }
  }

  private void checkQueues(List<String> findings) {
    require(
        !queueName().isBlank(),
        findings,
        "The queue's URL is '%s', which names no queue.\n"
            + "Use the URL that SQS gives for it, as in https://sqs.us-east-1.amazonaws.com/111111111111/orders.",
        queueUrl);
    require(
        !queueUrl.equals(deadLetterQueueUrl),
        findings,
        "The dead-letter queue is the queue itself, so that a dead letter would come back for ever.\n"
            + "Give deadLetterQueueUrl(…) another queue.");
  }

  private void checkCounts(List<String> findings) {
    require(
        concurrency >= 1,
        findings,
        "concurrency is %d, so that no message could be handled.\nUse 1 or more.",
        concurrency);
    require(
        maxPolls >= 1,
        findings,
        "maxPolls is %d, so that no message could arrive.\nUse 1 or more.",
        maxPolls);
  }

  private void checkTimes(List<String> findings) {
    require(
        isWholeSeconds(waitTime, LONGEST_WAIT),
        findings,
        "waitTime is %s, but SQS waits whole seconds, at most 20; without waiting an empty queue would be polled all the time.\n"
            + "Use 1 to 20 seconds.",
        waitTime);
    require(
        isWholeSeconds(visibilityTimeout, LONGEST_VISIBILITY),
        findings,
        "visibilityTimeout is %s, but SQS counts whole seconds, at most 12 hours.\nUse 1 second to 12 hours.",
        visibilityTimeout);
    require(
        maxProcessingTime.compareTo(visibilityTimeout) >= 0
            && maxProcessingTime.plus(visibilityTimeout).compareTo(LONGEST_VISIBILITY) <= 0,
        findings,
        "maxProcessingTime is %s, but it must be at least the visibilityTimeout of %s and end that long before 12 hours, "
            + "because SQS hides a message no longer.\nShorten it, or hand long work over to a process of its own.",
        maxProcessingTime,
        visibilityTimeout);
    require(
        !closeGrace.isNegative(),
        findings,
        "closeGrace is %s, which is less than nothing.\nUse zero or more.",
        closeGrace);
  }

  private static boolean isWholeSeconds(Duration time, Duration longest) {
    return time.toSeconds() >= 1
        && time.equals(time.truncatedTo(ChronoUnit.SECONDS))
        && time.compareTo(longest) <= 0;
  }

  private static void require(
      boolean condition, List<String> findings, String format, Object... values) {
    if (!condition) {
      findings.add(String.format(format, values));
    }
  }
}
