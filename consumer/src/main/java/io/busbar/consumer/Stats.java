// SPDX-License-Identifier: Apache-2.0
package io.busbar.consumer;

import java.time.Instant;
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
    CLOSING,
    CLOSED
  }

  final AtomicReference<State> state = new AtomicReference<>(State.CREATED);
  final AtomicReference<@Nullable Instant> lastReceive = new AtomicReference<>();

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
