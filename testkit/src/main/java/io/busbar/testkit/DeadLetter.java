// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import io.busbar.core.handler.HandlerResult;
import io.busbar.core.handler.Outcome;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message that a handler has given up, with the attributes that the container for SQS gives it.
 * The most important come first: SQS takes ten, and leaves of the message's own what then fits.
 */
final class DeadLetter {
  private static final int MOST = 10;

  private DeadLetter() {}

  static OutgoingMessage of(Message message, HandlerResult result, String queueName) {
    Outcome.DeadLetter letter = (Outcome.DeadLetter) result.outcome();
    Throwable cause = letter.cause();
    Map<String, MessageAttribute> attributes = new LinkedHashMap<>();
    add(attributes, "busbar.reason", sendable(letter.reason()));
    add(attributes, "busbar.handler", result.handlerId());
    attributes.put("busbar.attempts", new MessageAttribute("Number", "" + result.attempt()));
    add(attributes, "busbar.error", cause == null ? null : cause.getClass().getName());
    add(attributes, "busbar.message-id", message.id());
    add(attributes, "busbar.sent-at", message.sentAt().toString());
    add(attributes, "busbar.queue", queueName);
    message.attributes().entrySet().stream()
        .filter(own -> !attributes.containsKey(own.getKey()))
        .limit(MOST - attributes.size())
        .toList()
        .forEach(own -> attributes.put(own.getKey(), own.getValue()));
    return new OutgoingMessage(message.body(), attributes, null, message.traceHeader());
  }

  private static void add(
      Map<String, MessageAttribute> attributes, String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      attributes.put(name, MessageAttribute.text(value));
    }
  }

  private static String sendable(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .map(point -> QueueRules.isAllowed(point) ? point : '?')
        .forEach(clean::appendCodePoint);
    return clean.toString();
  }
}
