// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What only FIFO queues do: they know a message again for five minutes, number messages, and hold
 * back a group while one of its messages is in flight (SQS Developer Guide, "FIFO queues"). Guarded
 * by the organization's lock.
 */
final class Fifo {
  static final String SUFFIX = ".fifo";

  private static final Duration WINDOW = Duration.ofMinutes(5);
  private static final Pattern ID = Pattern.compile("[\\x21-\\x7e]{1,128}");

  private final Map<String, Seen> seen = new LinkedHashMap<>();
  private final Map<String, Integer> inFlight = new HashMap<>();
  private final Set<String> groupsOfRequest = new HashSet<>();
  private long numbers;

  static boolean isName(String queue) {
    return queue.endsWith(SUFFIX);
  }

  /** Refuses what a FIFO queue refuses, beyond what every queue does. */
  static void check(OutgoingMessage message, QueueSettings settings) {
    MessageGroup group = message.group();
    if (group == null) {
      throw new AwsErrorException(
          "MissingParameter", "The request must contain the parameter MessageGroupId.");
    }
    checkId("MessageGroupId", group.id());
    if (group.deduplicationId() != null) {
      checkId("MessageDeduplicationId", group.deduplicationId());
    } else if (!settings.fifo().contentBasedDeduplication()) {
      throw QueueRules.invalid(
          "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly");
    }
    Duration delay = message.delay();
    if (delay != null && !delay.isZero()) {
      throw QueueRules.notForThisType(delay.toSeconds(), "DelaySeconds");
    }
  }

  static void checkId(String parameter, String id) {
    if (!ID.matcher(id).matches()) {
      throw QueueRules.invalid(
          "Value %s for parameter %s is invalid. Reason: %s can only include alphanumeric and punctuation characters. 1 to 128 in length."
              .formatted(id, parameter, parameter));
    }
  }

  /** What was said of the message that this one repeats; null if it is new. */
  @Nullable SendResult repeated(String key, long now) {
    forget(now);
    Seen before = seen.get(key);
    return before == null ? null : before.result();
  }

  /** Within what the message is known again: the queue, or its group. */
  static String key(OutgoingMessage message, FifoSettings settings) {
    String id = deduplicationId(message);
    boolean byGroup =
        settings.deduplicationScope() == FifoSettings.DeduplicationScope.MESSAGE_GROUP;
    return byGroup ? group(message).id() + ' ' + id : id;
  }

  /** The message as it is kept. */
  OutgoingMessage number(OutgoingMessage message) {
    MessageGroup group =
        group(message).numbered(deduplicationId(message), "188%017d".formatted(numbers++));
    return message.withGroup(group);
  }

  void remember(String key, SendResult result, long now) {
    seen.put(key, new Seen(result, now + WINDOW.toNanos()));
  }

  static String deduplicationId(OutgoingMessage message) {
    String own = group(message).deduplicationId();
    return own == null ? sha256(message.body()) : own;
  }

  /** A receiver asks: groups that are held back now stay so, those that it begins are its own. */
  void beginRequest() {
    groupsOfRequest.clear();
  }

  boolean isFree(StoredMessage message) {
    String group = group(message.content).id();
    return !inFlight.containsKey(group) || groupsOfRequest.contains(group);
  }

  void leased(StoredMessage message) {
    String group = group(message.content).id();
    if (inFlight.merge(group, 1, Integer::sum) == 1) {
      groupsOfRequest.add(group);
    }
  }

  void released(StoredMessage message) {
    inFlight.computeIfPresent(
        group(message.content).id(), (group, count) -> count == 1 ? null : count - 1);
  }

  void clear() {
    inFlight.clear();
  }

  private void forget(long now) {
    Iterator<Seen> oldest = seen.values().iterator();
    while (oldest.hasNext() && oldest.next().until() <= now) {
      oldest.remove();
    }
  }

  private static MessageGroup group(OutgoingMessage message) {
    MessageGroup group = message.group();
    return group == null ? MessageGroup.of("") : group;
  }

  private static String sha256(String body) {
    try {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }

  private record Seen(SendResult result, long until) {}
}
