// SPDX-License-Identifier: Apache-2.0
package io.busbar.consumer;

import io.busbar.core.handler.Delivery;
import io.busbar.core.handler.HandlerResult;
import io.busbar.core.handler.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
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
  private static final int FRAMES = 3;
  private static final String PREFIX = "busbar.";
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
    all.add(Delivery.ONLY_HANDLER, TEXT, handler(message, result));
    all.add(Delivery.EARLIER_ATTEMPTS, NUMBER, Integer.toString(attempts(message, result)));
    all.add(
        "busbar.error", TEXT, letter.cause() == null ? null : letter.cause().getClass().getName());
    all.add("busbar.digest", TEXT, digest(letter.cause()));
    all.add("busbar.message-id", TEXT, message.messageId());
    all.add("busbar.sent-at", TEXT, sentAt(message));
    all.add("busbar.queue", TEXT, queueName);
    new TreeMap<>(message.messageAttributes()).forEach(all::addOriginal);
    return all.attributes;
  }

  /** A letter that was redriven to a handler in vain stays the letter of that handler. */
  private static String handler(Message message, HandlerResult result) {
    MessageAttributeValue before = message.messageAttributes().get(Delivery.ONLY_HANDLER);
    boolean none = result.handlerId().equals(HandlerRuns.NO_HANDLER);
    return none && before != null ? String.valueOf(before.stringValue()) : result.handlerId();
  }

  /** What was tried before a redrive counts for the person who looks at the letter again. */
  private static int attempts(Message message, HandlerResult result) {
    MessageAttributeValue earlier = message.messageAttributes().get(Delivery.EARLIER_ATTEMPTS);
    String text = earlier == null ? "" : String.valueOf(earlier.stringValue());
    return result.attempt() + (text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : 0);
  }

  /** The same for failures of the same kind at the same place, whatever their messages say. */
  private static @Nullable String digest(@Nullable Throwable cause) {
    if (cause == null) {
      return null;
    }
    StringBuilder place = new StringBuilder(cause.getClass().getName());
    StackTraceElement[] stack = cause.getStackTrace();
    for (int i = 0; i < Math.min(FRAMES, stack.length); i++) {
      place.append('\n').append(stack[i].getClassName()).append(stack[i].getMethodName());
    }
    UUID digest = UUID.nameUUIDFromBytes(place.toString().getBytes(StandardCharsets.UTF_8));
    return digest.toString().substring(0, 8);
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

  /** What an earlier letter said of itself does not hold any more. */
  private void addOriginal(String name, MessageAttributeValue value) {
    if (name.startsWith(PREFIX)) {
      return;
    }
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
