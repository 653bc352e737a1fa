// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The messages of one queue, by where they are. Guarded by the organization's lock. */
final class MessageStore {
  private static final Comparator<StoredMessage> BY_VISIBILITY =
      Comparator.comparingLong((StoredMessage message) -> message.visibleAt)
          .thenComparingLong(message -> message.sequence);

  private final Map<String, StoredMessage> all = new HashMap<>();
  private final LinkedHashSet<StoredMessage> available = new LinkedHashSet<>();
  private final TreeSet<StoredMessage> hidden = new TreeSet<>(BY_VISIBILITY);
  private long sequence;
  private int inFlight;

  void add(StoredMessage message) {
    all.put(message.id, message);
    enter(message);
  }

  void addHidden(StoredMessage message, StoredMessage.Place place, long visibleAt) {
    all.put(message.id, message);
    hide(message, place, visibleAt);
  }

  /** The message, if it is still here. */
  @Nullable StoredMessage find(String id) {
    return all.get(id);
  }

  /** The next available message, which stays what it is; or null. */
  @Nullable StoredMessage peek() {
    return available.isEmpty() ? null : available.iterator().next();
  }

  void lease(StoredMessage message, long visibleAt) {
    leave(message);
    hide(message, StoredMessage.Place.IN_FLIGHT, visibleAt);
  }

  void remove(StoredMessage message) {
    leave(message);
    all.remove(message.id);
  }

  void clear() {
    all.clear();
    available.clear();
    hidden.clear();
    inFlight = 0;
  }

  /** Makes a hidden message available. */
  void show(StoredMessage message) {
    leave(message);
    enter(message);
  }

  /** The next that is hidden only to be delayed; or null. */
  @Nullable StoredMessage nextHurried() {
    for (StoredMessage message : hidden) {
      if (message.mayHurry || message.place == StoredMessage.Place.DELAYED) {
        return message;
      }
    }
    return null;
  }

  /** Makes available what is due. */
  void wake(long now) {
    while (!hidden.isEmpty() && hidden.first().visibleAt <= now) {
      show(hidden.first());
    }
  }

  /** When the next hidden message is due. */
  OptionalLong nextDue() {
    return hidden.isEmpty() ? OptionalLong.empty() : OptionalLong.of(hidden.first().visibleAt);
  }

  QueueCounts counts() {
    return new QueueCounts(available.size(), inFlight, hidden.size() - inFlight);
  }

  private void enter(StoredMessage message) {
    message.place = StoredMessage.Place.AVAILABLE;
    available.add(message);
  }

  private void hide(StoredMessage message, StoredMessage.Place place, long visibleAt) {
    message.place = place;
    message.visibleAt = visibleAt;
    message.sequence = sequence++;
    hidden.add(message);
    inFlight += place == StoredMessage.Place.IN_FLIGHT ? 1 : 0;
  }

  private void leave(StoredMessage message) {
    if (message.place == StoredMessage.Place.AVAILABLE) {
      available.remove(message);
      return;
    }
    hidden.remove(message);
    inFlight -= message.place == StoredMessage.Place.IN_FLIGHT ? 1 : 0;
  }
}
