// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import io.busbar.core.routing.InvalidPolicyException;
import io.busbar.core.routing.ResourcePolicy;
import io.busbar.testkit.AwsErrorException;
import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.Queue;
import io.busbar.testkit.QueueCounts;
import io.busbar.testkit.QueueSettings;
import io.busbar.testkit.RedrivePolicy;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A queue's attributes as SQS's API has them. Those that the in-memory queue does not act on
 * (encryption) are kept here, so that they read back as they were set.
 */
final class QueueAttributes {
  private static final String ALL = "All";

  /** What is kept without effect, with SQS's defaults; an empty value means absent. */
  private static final Map<String, String> WITHOUT_EFFECT =
      Map.of(
          "SqsManagedSseEnabled", "true",
          "Policy", "",
          "KmsMasterKeyId", "",
          "KmsDataKeyReusePeriodSeconds", "",
          "RedriveAllowPolicy", "");

  /** What GetQueueAttributes takes (SQS API reference, AttributeNames). */
  private static final Set<String> NAMES =
      Set.of(
          ALL,
          "Policy",
          "VisibilityTimeout",
          "MaximumMessageSize",
          "MessageRetentionPeriod",
          "ApproximateNumberOfMessages",
          "ApproximateNumberOfMessagesNotVisible",
          "ApproximateNumberOfMessagesDelayed",
          "CreatedTimestamp",
          "LastModifiedTimestamp",
          "QueueArn",
          "DelaySeconds",
          "ReceiveMessageWaitTimeSeconds",
          "RedrivePolicy",
          "FifoQueue",
          "ContentBasedDeduplication",
          "KmsMasterKeyId",
          "KmsDataKeyReusePeriodSeconds",
          "DeduplicationScope",
          "FifoThroughputLimit",
          "RedriveAllowPolicy",
          "SqsManagedSseEnabled");

  private final InMemoryOrganization organization;
  private final AttributeChange change;

  /** By identity; a queue that is deleted takes its entry with it. */
  private final Map<Queue, Kept> kept = Collections.synchronizedMap(new WeakHashMap<>());

  QueueAttributes(InMemoryOrganization organization) {
    this.organization = organization;
    this.change = new AttributeChange(organization, WITHOUT_EFFECT.keySet());
  }

  /**
   * Refuses what {@link #set} could not set of a new queue, so that a refused request leaves
   * nothing behind.
   */
  void check(Map<String, String> wanted, boolean fifo) {
    check(QueueSettings.DEFAULT, wanted, fifo);
  }

  private void check(QueueSettings settings, Map<String, String> wanted, boolean fifo) {
    FifoAttributes.check(wanted, fifo);
    checkRedrive(change.apply(settings, wanted).redrive(), wanted, fifo);
    checkPolicy(wanted.getOrDefault("Policy", ""));
  }

  void set(Queue queue, Map<String, String> wanted) {
    check(queue.settings(), wanted, queue.isFifo());
    queue.settings(change.apply(queue.settings(), wanted));
    if (wanted.containsKey("Policy")) {
      queue.policy(wanted.get("Policy"));
    }
    Kept before = kept(queue);
    Map<String, String> values = new TreeMap<>(before.values);
    wanted.forEach((name, value) -> values.computeIfPresent(name, (each, old) -> value));
    kept.put(queue, new Kept(before.created, now(), values));
  }

  /**
   * The attributes of these names, or all of them; names that the queue has no value for are left
   * out.
   *
   * @throws AwsErrorException {@code InvalidAttributeName} for a name that SQS does not know
   */
  Map<String, String> of(Queue queue, List<String> names) {
    for (String name : names) {
      if (!NAMES.contains(name)) {
        throw SqsErrors.unknownAttribute(name);
      }
    }
    Map<String, String> all = all(queue);
    if (!names.contains(ALL)) {
      all.keySet().retainAll(names);
    }
    return all;
  }

  private Map<String, String> all(Queue queue) {
    Kept rest = kept(queue);
    QueueCounts counts = queue.counts();
    Map<String, String> all = new LinkedHashMap<>();
    all.put("QueueArn", queue.arn());
    all.put("ApproximateNumberOfMessages", String.valueOf(counts.available()));
    all.put("ApproximateNumberOfMessagesNotVisible", String.valueOf(counts.inFlight()));
    all.put("ApproximateNumberOfMessagesDelayed", String.valueOf(counts.delayed()));
    all.put("CreatedTimestamp", String.valueOf(rest.created));
    all.put("LastModifiedTimestamp", String.valueOf(rest.modified));
    addSettings(queue.settings(), all);
    addFifo(queue, all);
    all.putAll(rest.values);
    all.values().removeIf(String::isEmpty);
    return all;
  }

  private static void addSettings(QueueSettings settings, Map<String, String> all) {
    all.put("VisibilityTimeout", seconds(settings.visibilityTimeout()));
    all.put("MaximumMessageSize", String.valueOf(settings.maxMessageBytes()));
    all.put("MessageRetentionPeriod", seconds(settings.retention()));
    all.put("DelaySeconds", seconds(settings.delay()));
    all.put("ReceiveMessageWaitTimeSeconds", seconds(settings.receiveWait()));
    RedrivePolicy redrive = settings.redrive();
    all.put("RedrivePolicy", redrive == null ? "" : json(redrive));
  }

  private static void addFifo(Queue queue, Map<String, String> all) {
    if (queue.isFifo()) {
      all.putAll(FifoAttributes.of(queue.settings().fifo()));
    }
  }

  private static void checkRedrive(
      @Nullable RedrivePolicy redrive, Map<String, String> wanted, boolean fifo) {
    String policy = wanted.get("RedrivePolicy");
    if (redrive != null
        && policy != null
        && redrive.deadLetterTargetArn().endsWith(".fifo") != fifo) {
      throw SqsErrors.invalid(
          policy, "RedrivePolicy", "Dead-letter queue must be same type of queue as the source..");
    }
  }

  private static void checkPolicy(String policy) {
    try {
      boolean fine = policy.isEmpty() || ResourcePolicy.of(policy) != null;
      assert fine;
    } catch (InvalidPolicyException invalid) {
      throw new AwsErrorException(
          "InvalidAttributeValue", "Invalid value for the parameter Policy.");
    }
  }

  private static String json(RedrivePolicy policy) {
    return Json.object()
        .put("deadLetterTargetArn", policy.deadLetterTargetArn())
        .put("maxReceiveCount", policy.maxReceiveCount())
        .toString();
  }

  private static String seconds(Duration duration) {
    return String.valueOf(duration.toSeconds());
  }

  private Kept kept(Queue queue) {
    return kept.computeIfAbsent(queue, each -> new Kept(now(), now(), WITHOUT_EFFECT));
  }

  private long now() {
    return organization.time().now().getEpochSecond();
  }

  /** Times in epoch seconds. */
  private record Kept(long created, long modified, Map<String, String> values) {}
}
