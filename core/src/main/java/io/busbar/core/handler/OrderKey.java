// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.core.EventCodec;
import io.busbar.core.MalformedEventException;
import java.util.Optional;

/**
 * By which value events are to be handled one after the other: a member of the envelope, named as
 * in event patterns, with dots between the levels: {@code detail.orderId}. Thread-safe. Costs a
 * tree for each event.
 */
public final class OrderKey {
  private final String member;
  private final JsonPointer pointer;

  private OrderKey(String member) {
    this.member = member;
    String escaped = member.replace("~", "~0").replace("/", "~1");
    this.pointer = JsonPointer.compile("/" + escaped.replace('.', '/'));
  }

  /**
   * As in {@code detail.orderId}, or {@code source}.
   *
   * @throws IllegalArgumentException if it names nothing
   */
  public static OrderKey of(String member) {
    if (member.isBlank() || ("." + member + ".").contains("..")) {
      throw new IllegalArgumentException(
          String.format(
              "The member to order by was '%s', which names none. Name it as in 'detail.orderId'.",
              member));
    }
    return new OrderKey(member);
  }

  /** The event's value; empty for one that has none, and for what is no event. */
  public Optional<String> in(EventCodec codec, String body) {
    try {
      JsonNode value = SnsNotification.read(codec, body).envelopeTree().at(pointer);
      return value.isValueNode() && !value.isNull()
          ? Optional.of(value.asText())
          : Optional.empty();
    } catch (MalformedEventException unreadable) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return member;
  }
}
