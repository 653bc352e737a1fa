// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps away from a bus that takes nothing: after a request without a single success it waits, then
 * tries one request, and waits longer if that fails too. No event is to blame meanwhile.
 *
 * <p>Used by the relay alone; {@link #trouble()} is for everybody.
 */
final class Circuit {
  private static final Logger log = LoggerFactory.getLogger(Outbox.class);
  private final String bus;
  private final RandomGenerator random;
  private int failures;
  private long opensAgainAt;
  private volatile @Nullable String trouble;

  Circuit(String bus, RandomGenerator random) {
    this.bus = bus;
    this.random = random;
  }

  /** Whether a request may go out now; an open circuit lets one through when its wait is over. */
  boolean permits(long now, int inFlight) {
    return failures == 0 || (inFlight == 0 && now - opensAgainAt >= 0);
  }

  /**
   * Nanoseconds until the next try of an open circuit; 0 when it is closed or the time has come.
   */
  long nanosToNextTry(long now) {
    return failures == 0 ? 0 : Math.max(0, opensAgainAt - now);
  }

  void succeeded() {
    if (failures > 0) {
      log.info("Bus {} takes events again; the outbox goes on sending", bus);
    }
    failures = 0;
    trouble = null;
  }

  /** Requests that went out together fail together, and count as one. */
  void failed(String code, String message, long now) {
    if (failures > 0 && now - opensAgainAt < 0) {
      return;
    }
    if (failures == 0) {
      log.warn(
          "Bus {} takes no events ({}: {}); they stay in the outbox, which tries again until it does",
          bus,
          code,
          message);
    }
    failures++;
    opensAgainAt = now + Backoff.SEND.nanos(failures, random);
    trouble = code + ": " + message;
  }

  /** Why the circuit is open, or null when it is not. */
  @Nullable String trouble() {
    return trouble;
  }
}
