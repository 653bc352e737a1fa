// SPDX-License-Identifier: Apache-2.0
package io.busbar.consumer;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What a container tells of itself. Written on the loop, read from any thread. */
final class Stats {
  enum State {
    CREATED,
    RUNNING,
    PAUSED,
    /** By the kill switch. */
    STOPPED,
    CLOSING,
    CLOSED
  }

  final AtomicReference<State> state = new AtomicReference<>(State.CREATED);
  final AtomicReference<@Nullable Instant> lastReceive = new AtomicReference<>();

  final AtomicReference<@Nullable Instant> lastSuccess = new AtomicReference<>();
  final AtomicReference<Double> failureRatio = new AtomicReference<>(0.0);

  /** Handlers could not publish, so nothing is received for them. */
  final AtomicBoolean waitingForPublisher = new AtomicBoolean();

  /** Failed receives in a row. */
  final AtomicInteger receiveFailures = new AtomicInteger();

  final AtomicLong failingSince = new AtomicLong();
  final AtomicInteger polls = new AtomicInteger();
  final AtomicInteger inFlight = new AtomicInteger();
  final AtomicLong handled = new AtomicLong();
  final AtomicLong putOff = new AtomicLong();
  final AtomicLong deadLettered = new AtomicLong();
  final AtomicLong acksLost = new AtomicLong();

  boolean isClosing() {
    return state.get() == State.CLOSING || state.get() == State.CLOSED;
  }
}
