// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import java.util.concurrent.atomic.AtomicLong;

/** Bytes that all connections hold together, never more than a limit. Thread-safe. */
final class HeldBytes {
  private final long limit;
  private final AtomicLong held = new AtomicLong();

  HeldBytes(long limit) {
    this.limit = limit;
  }

  /** Takes all of it, or nothing when that would pass the limit. */
  boolean take(long bytes) {
    long before = held.get();
    while (before + bytes <= limit) {
      if (held.compareAndSet(before, before + bytes)) {
        return true;
      }
      before = held.get();
    }
    return false;
  }

  void giveBack(long bytes) {
    held.addAndGet(-bytes);
  }

  long held() {
    return held.get();
  }
}
