// SPDX-License-Identifier: Apache-2.0
package io.busbar.consumer;

import io.busbar.consumer.Stats.State;
import io.busbar.core.Health;
import io.busbar.core.Health.Status;
import io.busbar.core.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** How a container is. */
record ContainerHealth(ContainerSettings settings, Stats stats, TimeSource time) {

  /** Receives that fail for longer are not a hiccup any more. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  Health health() {
    Map<String, String> details = new LinkedHashMap<>();
    details.put("state", stats.state.get().name().toLowerCase(Locale.ROOT));
    Instant last = stats.lastReceive.get();
    details.put("lastReceive", last == null ? "none" : last.toString());
    Instant success = stats.lastSuccess.get();
    details.put("lastSuccess", success == null ? "none" : success.toString());
    details.put("failed", Math.round(stats.failureRatio.get() * 100) + " % of the latest");
    if (stats.waitingForPublisher.get()) {
      details.put("waitsFor", "the publisher, which takes no events");
    }
    details.put("polls", stats.polls.toString());
    details.put("receiveFailuresInRow", stats.receiveFailures.toString());
    details.put("inFlight", stats.inFlight + " of " + settings.concurrency());
    details.put("deleted", stats.handled.toString());
    details.put("putOff", stats.putOff.toString());
    details.put("deadLettered", stats.deadLettered.toString());
    details.put("acksLost", stats.acksLost.toString());
    return new Health("container " + settings.queueName(), status(), details);
  }

  private Status status() {
    State state = stats.state.get();
    if (state == State.CREATED || state == State.STOPPED || state == State.CLOSED) {
      return Status.DOWN;
    }
    if (stats.receiveFailures.get() == 0) {
      boolean up = state == State.RUNNING && !stats.waitingForPublisher.get();
      return up ? Status.UP : Status.DEGRADED;
    }
    long failing = time.nanoTime() - stats.failingSince.get();
    return failing >= PATIENCE.toNanos() ? Status.DOWN : Status.DEGRADED;
  }
}
