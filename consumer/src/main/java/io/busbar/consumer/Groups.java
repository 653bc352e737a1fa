// SPDX-License-Identifier: Apache-2.0
package io.busbar.consumer;

import io.busbar.core.BusbarConfig;
import io.busbar.core.handler.OrderKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * Which messages must be handled one after the other: those of a FIFO queue's group, or those with
 * the same value of a member. Of each group one message is at work; the others wait behind it, in
 * the order of their arrival. Confined to the loop.
 */
final class Groups {
  private final BusbarConfig config;
  private final @Nullable OrderKey orderedBy;
  private final boolean fifo;
  private final Map<String, Deque<HeldMessage>> waiting = new HashMap<>();

  Groups(ContainerSettings settings, BusbarConfig config) {
    this.config = config;
    this.orderedBy = settings.intake().orderedBy();
    this.fifo = settings.isFifo();
  }

  /** Whether a message may be handled now; if not, it waits. */
  boolean enter(HeldMessage message) {
    String key = key(message.message());
    if (key == null) {
      return true;
    }
    message.group(key);
    Deque<HeldMessage> others = waiting.get(key);
    if (others == null) {
      waiting.put(key, new ArrayDeque<>());
      return true;
    }
    others.add(message);
    return false;
  }

  /** The message of the same group that is next, when there is one. */
  @Nullable HeldMessage leave(HeldMessage message) {
    Deque<HeldMessage> others = message.group() == null ? null : waiting.get(message.group());
    HeldMessage next = others == null ? null : others.poll();
    if (others != null && next == null) {
      waiting.remove(message.group());
    }
    return next;
  }

  /** Those behind a message that will come again must come after it. */
  List<HeldMessage> breakOff(HeldMessage message) {
    Deque<HeldMessage> others = message.group() == null ? null : waiting.remove(message.group());
    return others == null ? List.of() : List.copyOf(others);
  }

  /** Everything that waits, which will not begin any more. */
  List<HeldMessage> breakOffAll() {
    List<HeldMessage> all = new ArrayList<>();
    waiting
        .values()
        .forEach(
            others -> {
              all.addAll(others);
              others.clear();
            });
    return all;
  }

  /** A queue that keeps an order does so over retries as well. */
  boolean isStrict() {
    return fifo;
  }

  private @Nullable String key(Message message) {
    if (fifo) {
      return message.attributes().get(MessageSystemAttributeName.MESSAGE_GROUP_ID);
    }
    return orderedBy == null ? null : orderedBy.in(config.codec(), message.body()).orElse(null);
  }
}
