// SPDX-License-Identifier: Apache-2.0
package io.busbar.cache.replica;

/** Hears of versions that have been skipped; they may be lost, or only late. */
@FunctionalInterface
public interface GapListener<K> {

  /** Version {@code found} of the key has come, where {@code expected} would have been next. */
  void skipped(K key, long expected, long found);
}
