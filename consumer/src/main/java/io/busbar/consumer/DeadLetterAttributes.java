// SPDX-License-Identifier: Apache-2.0
package io.busbar.consumer;

import io.busbar.core.handler.HandlerResult;
import io.busbar.core.handler.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * The attributes of a dead letter, the most important first: SQS takes ten, and counts them into
 * the size of the message, so the last ones are left out when there are too many.
 */
final class DeadLetterAttributes {

  /** SQS API, SendMessage: ten attributes; 1,048,576 bytes with the body. */
  private static final int MOST = 10;

  private static final int MOST_BYTES = 1_048_576;
  private static final String TEXT = "String";
  private static final String NUMBER = "Number";
  private final Map<String, MessageAttributeValue> attributes = new LinkedHashMap<>();
  private int bytesLeft;

  private DeadLetterAttributes(String body) {
    bytesLeft = MOST_BYTES - bytes(body);
  }

  static Map<String, MessageAttributeValue> of(
      Message message, HandlerResult result, String queueName) {
    Outcome.DeadLetter letter = (Outcome.DeadLetter) result.outcome();
    DeadLetterAttributes all = new DeadLetterAttributes(message.body());
    all.add("busbar.reason", TEXT, letter.reason());
    all.add("busbar.handler", TEXT, result.handlerId());
    all.add("busbar.attempts", NUMBER, Integer.toString(result.attempt()));
    all.add(
        "busbar.error", TEXT, letter.cause() == null ? null : letter.cause().getClass().getName());
    all.add("busbar.message-id", TEXT, message.messageId());
    all.add("busbar.sent-at", TEXT, sentAt(message));
    all.add("busbar.queue", TEXT, queueName);
    new TreeMap<>(message.messageAttributes()).forEach(all::addOriginal);
    return all.attributes;
  }

  private static @Nullable String sentAt(Message message) {
    String millis = message.attributes().get(MessageSystemAttributeName.SENT_TIMESTAMP);
    return millis == null ? null : Instant.ofEpochMilli(Long.parseLong(millis)).toString();
  }

  private void add(String name, String type, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      put(
          name,
          MessageAttributeValue.builder().dataType(type).stringValue(sendable(value)).build());
    }
  }

  private void addOriginal(String name, MessageAttributeValue value) {
    put(
        name,
        MessageAttributeValue.builder()
            .dataType(value.dataType())
            .stringValue(value.stringValue())
            .binaryValue(value.binaryValue())
            .build());
  }

  /** Of a letter that was dead before, the newer attributes are the ones to keep. */
  private void put(String name, MessageAttributeValue value) {
    int size =
        bytes(name)
            + bytes(value.dataType())
            + (value.stringValue() == null ? 0 : bytes(value.stringValue()))
            + (value.binaryValue() == null ? 0 : value.binaryValue().asByteArrayUnsafe().length);
    if (attributes.size() < MOST
        && size <= bytesLeft
        && attributes.putIfAbsent(name, value) == null) {
      bytesLeft -= size;
    }
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** SQS refuses control characters, surrogates that stand alone, and U+FFFE and U+FFFF. */
  private static String sendable(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints().map(c -> isSendable(c) ? c : '?').forEach(clean::appendCodePoint);
    return clean.toString();
  }

  private static boolean isSendable(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= 0x20 && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || c >= 0x10000;
  }
}
