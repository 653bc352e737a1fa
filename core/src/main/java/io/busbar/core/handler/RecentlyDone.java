// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The last keys that are known to be done: most duplicates come soon, and need no round trip to the
 * store. Done stays done, so the memory cannot be wrong. Thread-safe.
 */
final class RecentlyDone {
  private static final int MOST = 1_000;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<IdempotencyStore.Key, Boolean> keys = new LinkedHashMap<>(16, 0.75f, true);

  boolean contains(IdempotencyStore.Key key) {
    lock.lock();
    try {
      return keys.get(key) != null;
    } finally {
      lock.unlock();
    }
  }

  void add(IdempotencyStore.Key key) {
    lock.lock();
    try {
      keys.put(key, true);
      if (keys.size() > MOST) {
        keys.remove(keys.keySet().iterator().next());
      }
    } finally {
      lock.unlock();
    }
  }
}
