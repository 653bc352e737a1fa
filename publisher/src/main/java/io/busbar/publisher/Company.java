// SPDX-License-Identifier: Apache-2.0
package io.busbar.publisher;

import io.busbar.core.ServiceLimits;
import io.busbar.core.TimeSource;
import java.time.Duration;
import java.util.Deque;

/**
 * Lets a request that has room left wait for more events, as long as {@code maxDelay} allows its
 * oldest. Belongs to the batcher's thread.
 */
final class Company {
  private final Settings settings;
  private final TimeSource time;
  private final Mailbox mailbox;
  private boolean timerRuns;

  Company(Settings settings, TimeSource time, Mailbox mailbox) {
    this.settings = settings;
    this.time = time;
    this.mailbox = mailbox;
  }

  /** The timer has gone off; it is only started again for those who still wait. */
  void timeIsUp() {
    timerRuns = false;
  }

  /**
   * Whether the head of the queue should wait; if so, there will be mail when it should no longer.
   */
  boolean isWorthWaitingFor(Deque<Pending> waiting, ServiceLimits limits) {
    if (settings.maxDelay().isZero() || isFull(waiting, limits)) {
      return false;
    }
    Pending oldest = waiting.element();
    long joined = oldest.deadline() - settings.deadline().toNanos();
    long left = joined + settings.maxDelay().toNanos() - time.nanoTime();
    // What is sent again has waited long enough.
    if (left <= 0 || oldest.tries() > 0) {
      return false;
    }
    ensureTimer(left);
    return true;
  }

  private void ensureTimer(long nanos) {
    if (!timerRuns) {
      timerRuns = true;
      time.schedule(Duration.ofNanos(nanos), () -> mailbox.tell(Mail.Signal.COMPANY_IS_DUE));
    }
  }

  private static boolean isFull(Deque<Pending> waiting, ServiceLimits limits) {
    if (waiting.size() >= limits.maxEntries()) {
      return true;
    }
    long bytes = waiting.stream().mapToLong(Pending::size).sum();
    return bytes >= limits.maxRequestBytes();
  }
}
