// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.busbar.testkit.Message;
import io.busbar.testkit.MessageAttribute;
import io.busbar.testkit.MessageGroup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a receiver wants to see of a message.
 *
 * @param system system attributes by name; {@code All} for all
 * @param user message attributes by name, {@code All} or {@code *} for all, {@code foo.*} for a
 *     prefix
 */
record MessageView(List<String> system, List<String> user) {
  private static final String ALL = "All";
  private static final String ANY = "*";

  /** What ReceiveMessage takes (SQS API reference, MessageSystemAttributeNames). */
  private static final Set<String> SYSTEM =
      Set.of(
          ALL,
          "SenderId",
          "SentTimestamp",
          "ApproximateReceiveCount",
          "ApproximateFirstReceiveTimestamp",
          "SequenceNumber",
          "MessageDeduplicationId",
          "MessageGroupId",
          "AWSTraceHeader",
          "DeadLetterQueueSourceArn");

  private static final String ANY_BEHIND = ".*";

  /**
   * Reads the request; {@code AttributeNames} is the former name of {@code
   * MessageSystemAttributeNames}.
   */
  static MessageView of(Input input) {
    List<String> system = new ArrayList<>(input.texts("AttributeNames"));
    system.addAll(input.texts("MessageSystemAttributeNames"));
    system.forEach(MessageView::checkSystem);
    return new MessageView(system, input.texts("MessageAttributeNames"));
  }

  private static void checkSystem(String name) {
    if (!SYSTEM.contains(name)) {
      throw SqsErrors.unknownAttribute(name);
    }
  }

  ObjectNode json(Message message) {
    ObjectNode json =
        Json.object()
            .put("MessageId", message.id())
            .put("ReceiptHandle", message.receiptHandle())
            .put("MD5OfBody", MessageDigests.ofBody(message.body()))
            .put("Body", message.body());
    Map<String, String> systemAttributes = systemAttributes(message);
    if (!systemAttributes.isEmpty()) {
      systemAttributes.forEach(json.putObject("Attributes")::put);
    }
    Map<String, MessageAttribute> attributes = new LinkedHashMap<>(message.attributes());
    attributes.keySet().removeIf(name -> !wants(name));
    if (!attributes.isEmpty()) {
      json.put("MD5OfMessageAttributes", MessageDigests.ofAttributes(attributes));
      ObjectNode items = json.putObject("MessageAttributes");
      attributes.forEach((name, attribute) -> items.set(name, json(attribute)));
    }
    return json;
  }

  private static ObjectNode json(MessageAttribute attribute) {
    return Json.object()
        .put(attribute.isBinary() ? "BinaryValue" : "StringValue", attribute.value())
        .put("DataType", attribute.dataType());
  }

  private Map<String, String> systemAttributes(Message message) {
    Map<String, String> all = new LinkedHashMap<>();
    add(all, "SenderId", message.senderId());
    add(all, "SentTimestamp", String.valueOf(message.sentAt().toEpochMilli()));
    add(all, "ApproximateReceiveCount", String.valueOf(message.receiveCount()));
    add(
        all,
        "ApproximateFirstReceiveTimestamp",
        String.valueOf(message.firstReceivedAt().toEpochMilli()));
    add(all, "AWSTraceHeader", message.traceHeader());
    add(all, "DeadLetterQueueSourceArn", message.deadLetterSourceArn());
    MessageGroup group = message.group();
    if (group != null) {
      add(all, "MessageGroupId", group.id());
      add(all, "MessageDeduplicationId", group.deduplicationId());
      add(all, "SequenceNumber", group.sequenceNumber());
    }
    return all;
  }

  private void add(Map<String, String> all, String name, @Nullable String value) {
    if (value != null && (system.contains(ALL) || system.contains(name))) {
      all.put(name, value);
    }
  }

  private boolean wants(String name) {
    return user.stream().anyMatch(wanted -> matches(wanted, name));
  }

  private static boolean matches(String wanted, String name) {
    if (wanted.equals(ALL) || wanted.equals(ANY) || wanted.equals(name)) {
      return true;
    }
    return wanted.endsWith(ANY_BEHIND)
        && name.startsWith(wanted.substring(0, wanted.length() - ANY_BEHIND.length()));
  }
}
