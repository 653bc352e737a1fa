// SPDX-License-Identifier: Apache-2.0
package io.busbar.consumer;

import java.util.BitSet;

/** How many of the last messages have failed. Confined to the loop. */
final class Ratio {
  static final int MOST = 10_000;
  private final BitSet failures = new BitSet();
  private final int size;
  private int count;
  private int next;

  Ratio(int size) {
    this.size = size;
  }

  void add(boolean failed) {
    failures.set(next, failed);
    next = (next + 1) % size;
    count = Math.min(size, count + 1);
  }

  void clear() {
    failures.clear();
    count = 0;
    next = 0;
  }

  /** Whether as many messages have been seen as it looks at. */
  boolean isFull() {
    return count == size;
  }

  double value() {
    return count == 0 ? 0 : (double) failures.cardinality() / count;
  }
}
