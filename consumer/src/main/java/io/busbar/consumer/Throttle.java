// SPDX-License-Identifier: Apache-2.0
package io.busbar.consumer;

import java.time.Duration;

/**
 * Limits how many messages are received in a second: a bucket that fills evenly and holds what one
 * second brings. Confined to the loop.
 */
final class Throttle {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private final int perSecond;
  private double tokens;
  private long filledAt;

  /** With 0 there is no limit. */
  Throttle(int perSecond, long now) {
    this.perSecond = perSecond;
    this.tokens = perSecond;
    this.filledAt = now;
  }

  /** How many messages may be asked for now. */
  int allows(long now) {
    if (perSecond == 0) {
      return Integer.MAX_VALUE;
    }
    tokens = Math.min(perSecond, tokens + (double) (now - filledAt) * perSecond / SECOND);
    filledAt = now;
    return (int) tokens;
  }

  void take(int messages) {
    tokens -= perSecond == 0 ? 0 : messages;
  }

  /** A poll has not brought all that was asked for. */
  void giveBack(int messages) {
    tokens += perSecond == 0 ? 0 : messages;
  }

  /** When the next message may be asked for. */
  long nextAt(long now) {
    return now + (long) Math.ceil(Math.max(0, 1 - tokens) * SECOND / Math.max(1, perSecond));
  }
}
