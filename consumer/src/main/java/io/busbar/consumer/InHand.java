// SPDX-License-Identifier: Apache-2.0
package io.busbar.consumer;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The messages that hold a permit, oldest first. Confined to the loop. */
final class InHand {
  private final Set<HeldMessage> messages = new LinkedHashSet<>();
  private int handling;

  /** Messages that have a permit, whether handled or on their way back. */
  int size() {
    return messages.size();
  }

  /** Messages whose handlers have not ended. */
  int handling() {
    return handling;
  }

  List<HeldMessage> all() {
    return List.copyOf(messages);
  }

  void add(HeldMessage message) {
    messages.add(message);
    handling++;
  }

  /** The handlers are done with the message, or the container is done with the handlers. */
  void settling(HeldMessage message) {
    if (message.isHandling()) {
      handling--;
      message.settling();
    }
  }

  /** Frees the permit. */
  void remove(HeldMessage message) {
    settling(message);
    messages.remove(message);
  }
}
