// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Makes the ids of new events: version 7 UUIDs (RFC 9562, section 5.7), which sort by the time they
 * were made.
 *
 * <p>Implementations are thread-safe.
 */
@FunctionalInterface
public interface EventIds {

  EventId next();

  /**
   * Ids from a clock and a source of randomness; the same clock and seed give the same ids. Ids of
   * one instance never go backwards, even when the clock does: the 12 bits behind the millisecond
   * count on.
   */
  static EventIds of(TimeSource time, RandomGenerator random) {
    AtomicLong last = new AtomicLong();
    return () -> {
      long candidate = time.now().toEpochMilli() << 12;
      long tick = last.updateAndGet(previous -> Math.max(previous + 1, candidate));
      long high = (tick >>> 12 << 16) | 0x7000 | (tick & 0xfff);
      long low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
      return new EventId(new UUID(high, low));
    };
  }
}
