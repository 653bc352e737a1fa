// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import io.busbar.core.TimeSource;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The daemon thread that drives a relay, and rests until something is due. */
final class RelayThread {
  private static final Logger log = LoggerFactory.getLogger(Outbox.class);

  /** After a bug of ours, so that it does not fill the log. */
  private static final Duration AFTER_BUG = Duration.ofSeconds(1);

  private final Relay relay;
  private final WakeUp wakeUp;
  private final Signal signal;
  private final Thread thread;
  private volatile boolean stopping;

  RelayThread(String name, Relay relay, TimeSource time, Signal signal) {
    this.relay = relay;
    this.wakeUp = new WakeUp(time, signal);
    this.signal = signal;
    this.thread = new Thread(this::run, name);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Waits for the step under way. An interrupt is kept for the caller. */
  void stop() {
    stopping = true;
    signal.raise();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException hurry) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!stopping) {
      Duration rest = step();
      if (!stopping && (rest == null || !rest.isZero())) {
        rest(rest);
      }
    }
    wakeUp.cancel();
  }

  /** How long to rest; null for until the signal comes. */
  private @Nullable Duration step() {
    try {
      if (relay.step()) {
        return Duration.ZERO;
      }
      long nanos = relay.nanosToNext();
      return nanos == Long.MAX_VALUE ? null : Duration.ofNanos(nanos);
    } catch (RuntimeException bug) {
      log.error("The outbox's relay has met a fault of its own and goes on; please report it", bug);
      return AFTER_BUG;
    }
  }

  private void rest(@Nullable Duration duration) {
    if (duration != null) {
      wakeUp.within(duration);
    }
    signal.await();
  }
}
