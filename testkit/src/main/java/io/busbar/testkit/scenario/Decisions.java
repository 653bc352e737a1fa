// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.scenario;

import io.busbar.testkit.TracedEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Which faults strike in a run, and which have. Thread-safe. */
final class Decisions {
  private final long seed;
  private final @Nullable Set<String> allowed;
  private final ReentrantLock lock = new ReentrantLock();
  private final EventNames names = new EventNames();
  private final Map<String, Integer> counts = new HashMap<>();
  private final List<InjectedFault> injected = new ArrayList<>();

  Decisions(long seed, @Nullable Set<String> allowed) {
    this.seed = seed;
    this.allowed = allowed;
  }

  Chance chance(Occasion occasion) {
    return new Chance(seed, occasion.key());
  }

  /** Whether a fault of this share strikes; takes it down if it does. */
  boolean strikes(Occasion occasion, double share) {
    return chance(occasion).hits(share) && admits(occasion, occasion.what());
  }

  /** Whether a fault that would strike may; takes it down if so. */
  boolean admits(Occasion occasion, String text) {
    String key = occasion.key();
    if (allowed != null && !allowed.contains(key)) {
      return false;
    }
    lock.lock();
    try {
      injected.add(new InjectedFault(injected.size() + 1, key, text, occasion.eventIds()));
    } finally {
      lock.unlock();
    }
    return true;
  }

  /** How often this was asked, this time included. */
  int count(String what) {
    lock.lock();
    try {
      return counts.merge(what, 1, Integer::sum);
    } finally {
      lock.unlock();
    }
  }

  String name(TracedEvent event) {
    lock.lock();
    try {
      return names.of(event);
    } finally {
      lock.unlock();
    }
  }

  List<InjectedFault> injected() {
    lock.lock();
    try {
      return List.copyOf(injected);
    } finally {
      lock.unlock();
    }
  }
}
