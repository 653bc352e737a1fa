// SPDX-License-Identifier: Apache-2.0
package io.busbar.publisher;

import java.time.Duration;

/**
 * Whether a Region is worth a request. It opens when enough of the last ten requests found nobody
 * there; then one request in each pause may try, and several in a row that are answered close it
 * again. A try that is never answered costs nothing but its pause.
 *
 * <p>Guarded by the lock of its {@link RegionChoice}. Times are those of {@code
 * TimeSource.nanoTime}.
 */
final class Breaker {
  /** How many requests are remembered; one bit each. */
  static final int REMEMBERED = 10;

  private static final long MASK = (1L << REMEMBERED) - 1;
  private static final int PROBES = 3;

  private final int failures;
  private final long pause;
  private boolean open;
  private long history;
  private long nextProbe;
  private int answeredProbes;

  Breaker(int failures, Duration pause) {
    this.failures = failures;
    this.pause = pause.toNanos();
  }

  boolean isClosed() {
    return !open;
  }

  /** How long until the next try; 0 when one may go now. */
  Duration untilProbe(long now) {
    return Duration.ofNanos(Math.max(0, nextProbe - now));
  }

  /** Whether a request may go there although the breaker is open; the answer yes is used up. */
  boolean tryProbe(long now) {
    if (!open || nextProbe - now > 0) {
      return false;
    }
    nextProbe = now + pause;
    return true;
  }

  /**
   * Takes note of an answer, or of none.
   *
   * @return whether this has opened or closed the breaker
   */
  boolean answered(boolean probe, boolean alive, long now) {
    if (open) {
      // What was sent before it opened says nothing new.
      return probe && probed(alive, now);
    }
    history = (history << 1 | (alive ? 0 : 1)) & MASK;
    if (Long.bitCount(history) < failures) {
      return false;
    }
    open = true;
    answeredProbes = 0;
    nextProbe = now + pause;
    return true;
  }

  private boolean probed(boolean alive, long now) {
    answeredProbes = alive ? answeredProbes + 1 : 0;
    nextProbe = alive ? now : now + pause;
    if (answeredProbes < PROBES) {
      return false;
    }
    open = false;
    history = 0;
    return true;
  }
}
