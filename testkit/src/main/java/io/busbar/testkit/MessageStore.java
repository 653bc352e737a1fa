// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The messages of one queue, by where they are. Guarded by the organization's lock. */
final class MessageStore {
  private static final Comparator<StoredMessage> BY_VISIBILITY =
      Comparator.comparingLong((StoredMessage message) -> message.visibleAt)
          .thenComparingLong(message -> message.sequence);

  private static final Comparator<StoredMessage> BY_ARRIVAL =
      Comparator.comparingLong(message -> message.number);
  private static final Comparator<StoredMessage> BY_AGE =
      Comparator.comparingLong((StoredMessage message) -> message.enqueuedAt)
          .thenComparingLong(message -> message.number);

  private final Map<String, StoredMessage> all = new HashMap<>();
  private final Set<StoredMessage> available;
  private final TreeSet<StoredMessage> byAge = new TreeSet<>(BY_AGE);
  private final @Nullable Fifo fifo;
  private final TreeSet<StoredMessage> hidden = new TreeSet<>(BY_VISIBILITY);
  private long sequence;
  private long arrivals;
  private int inFlight;

  /**
   * @param fifo of a FIFO queue; null for a standard queue
   */
  MessageStore(@Nullable Fifo fifo) {
    this.fifo = fifo;
    this.available = fifo == null ? new LinkedHashSet<>() : new TreeSet<>(BY_ARRIVAL);
  }

  void add(StoredMessage message) {
    register(message);
    enter(message);
  }

  void addHidden(StoredMessage message, StoredMessage.Place place, long visibleAt) {
    register(message);
    hide(message, place, visibleAt);
  }

  /** The message, if it is still here. */
  @Nullable StoredMessage find(String id) {
    return all.get(id);
  }

  /** The next available message, which stays what it is; or null. */
  @Nullable StoredMessage peek() {
    if (fifo == null) {
      return available.isEmpty() ? null : available.iterator().next();
    }
    return available.stream().filter(fifo::isFree).findFirst().orElse(null);
  }

  /** The first of all that are available. */
  List<StoredMessage> available(int most) {
    return available.stream().limit(most).toList();
  }

  /** Moves the newest available message in front of so many others. */
  void overtake(int others) {
    if (others == 0 || available.size() < 2) {
      return;
    }
    List<StoredMessage> line = new ArrayList<>(available);
    StoredMessage newest = line.remove(line.size() - 1);
    line.add(Math.max(0, line.size() - others), newest);
    available.clear();
    available.addAll(line);
  }

  void lease(StoredMessage message, long visibleAt) {
    leave(message);
    hide(message, StoredMessage.Place.IN_FLIGHT, visibleAt);
  }

  void remove(StoredMessage message) {
    leave(message);
    all.remove(message.id);
    byAge.remove(message);
  }

  void clear() {
    all.clear();
    byAge.clear();
    available.clear();
    if (fifo != null) {
      fifo.clear();
    }
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

  /** Drops what came before this time, wherever it is. */
  void expire(long time) {
    while (!byAge.isEmpty() && byAge.first().enqueuedAt < time) {
      remove(byAge.first());
    }
  }

  /** When the next hidden message is due. */
  OptionalLong nextDue() {
    return hidden.isEmpty() ? OptionalLong.empty() : OptionalLong.of(hidden.first().visibleAt);
  }

  QueueCounts counts() {
    return new QueueCounts(available.size(), inFlight, hidden.size() - inFlight);
  }

  private void register(StoredMessage message) {
    message.number = arrivals++;
    all.put(message.id, message);
    byAge.add(message);
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
    if (place == StoredMessage.Place.IN_FLIGHT) {
      inFlight++;
      if (fifo != null) {
        fifo.leased(message);
      }
    }
  }

  private void leave(StoredMessage message) {
    if (message.place == StoredMessage.Place.AVAILABLE) {
      available.remove(message);
      return;
    }
    hidden.remove(message);
    if (message.place == StoredMessage.Place.IN_FLIGHT) {
      inFlight--;
      if (fifo != null) {
        fifo.released(message);
      }
    }
  }
}
