// SPDX-License-Identifier: Apache-2.0
package io.busbar.cache.replica;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * What an owner does, and how the bus tells of it: a history of updates and deletions of a few
 * keys, delivered in any order and more than once. The owner is never behind what has been
 * delivered.
 */
final class History {

  /** An update, or a deletion if the value is null. */
  record Change(int key, Versioned<String> state) {}

  static final int KEYS = 6;

  final Random random;
  final List<Change> changes = new ArrayList<>();
  final List<Integer> deliveries = new ArrayList<>();
  private int owner;

  History(long seed) {
    random = new Random(seed);
    int length = random.nextInt(25);
    for (int i = 0; i < length; i++) {
      changes.add(change(i + 1));
      for (int copies = 1 + random.nextInt(3); copies > 0; copies--) {
        deliveries.add(i);
      }
    }
    Collections.shuffle(deliveries, random);
  }

  private Change change(int number) {
    Version version = Version.of(number);
    return new Change(
        random.nextInt(KEYS),
        random.nextInt(4) == 0 ? Versioned.deleted(version) : Versioned.of(version, "v" + number));
  }

  Change deliver(int index) {
    int change = deliveries.get(index);
    owner = Math.max(owner, change + 1);
    return changes.get(change);
  }

  /** What the owner has by now: it may be further than what was delivered. */
  Map<Integer, Versioned<String>> ownersState() {
    owner += random.nextInt(changes.size() - owner + 1);
    return stateAfter(owner);
  }

  Optional<Versioned<String>> owned(int key) {
    return Optional.ofNullable(ownersState().get(key));
  }

  /** Deletions leave no trace with the owner. */
  Map<Integer, Versioned<String>> stateAfter(int count) {
    Map<Integer, Versioned<String>> state = new LinkedHashMap<>();
    for (Change change : changes.subList(0, count)) {
      state.remove(change.key());
      if (change.state().value() != null) {
        state.put(change.key(), change.state());
      }
    }
    return state;
  }
}
