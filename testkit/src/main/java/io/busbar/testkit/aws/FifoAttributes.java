// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import io.busbar.testkit.AwsErrorException;
import io.busbar.testkit.FifoSettings;
import io.busbar.testkit.FifoSettings.DeduplicationScope;
import io.busbar.testkit.FifoSettings.ThroughputLimit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The attributes of FIFO queues as SQS's API has them. */
final class FifoAttributes {
  private static final String TYPE = "FifoQueue";
  private static final String BY_BODY = "ContentBasedDeduplication";
  private static final String SCOPE = "DeduplicationScope";
  private static final String LIMIT = "FifoThroughputLimit";
  private static final Set<String> NAMES = Set.of(TYPE, BY_BODY, SCOPE, LIMIT);

  private static final Map<String, DeduplicationScope> SCOPES =
      Map.of("queue", DeduplicationScope.QUEUE, "messageGroup", DeduplicationScope.MESSAGE_GROUP);
  private static final Map<String, ThroughputLimit> LIMITS =
      Map.of(
          "perQueue", ThroughputLimit.PER_QUEUE,
          "perMessageGroupId", ThroughputLimit.PER_MESSAGE_GROUP_ID);
  private static final Map<String, Boolean> FLAGS = Map.of("true", true, "false", false);

  private FifoAttributes() {}

  static boolean covers(String name) {
    return NAMES.contains(name);
  }

  /** Refuses what makes no sense for a queue of this type. */
  static void check(Map<String, String> wanted, boolean fifo) {
    for (String name : wanted.keySet()) {
      if (!fifo && (name.equals(TYPE) || name.equals(BY_BODY))) {
        throw SqsErrors.unknownAttribute(name);
      }
      if (!fifo && covers(name)) {
        throw new AwsErrorException(
            "InvalidAttributeName",
            "You can specify the " + name + " only when FifoQueue is set to true.");
      }
    }
    if (fifo && !FLAGS.getOrDefault(wanted.getOrDefault(TYPE, "true"), false)) {
      throw new AwsErrorException(
          "InvalidAttributeValue",
          "Invalid value for the parameter FifoQueue. Reason: Modifying queue type is not"
              + " supported.");
    }
  }

  static FifoSettings apply(FifoSettings settings, Map<String, String> wanted) {
    return new FifoSettings(
        chosen(wanted, BY_BODY, FLAGS, settings.contentBasedDeduplication()),
        chosen(wanted, SCOPE, SCOPES, settings.deduplicationScope()),
        chosen(wanted, LIMIT, LIMITS, settings.throughputLimit()));
  }

  static Map<String, String> of(FifoSettings settings) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put(TYPE, "true");
    all.put(BY_BODY, String.valueOf(settings.contentBasedDeduplication()));
    all.put(SCOPE, name(SCOPES, settings.deduplicationScope()));
    all.put(LIMIT, name(LIMITS, settings.throughputLimit()));
    return all;
  }

  private static <T> T chosen(
      Map<String, String> wanted, String name, Map<String, T> values, T before) {
    String value = wanted.get(name);
    if (value == null) {
      return before;
    }
    T chosen = values.get(value);
    if (chosen == null) {
      throw new AwsErrorException(
          "InvalidAttributeValue", "Invalid value for the parameter " + name + ".");
    }
    return chosen;
  }

  private static <T> String name(Map<String, T> values, T value) {
    return values.entrySet().stream()
        .filter(each -> each.getValue() == value)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }
}
