// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import io.busbar.core.BusbarConfig;
import io.busbar.core.publish.EntryResult;
import io.busbar.core.publish.EventTransport;
import io.busbar.core.publish.Fault;
import io.busbar.core.publish.PreparedEvent;
import io.busbar.core.publish.TransportException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Sends one event as often as EventBridgePublisher would: what EventBridge could not take, and what
 * it did not answer, goes again after a delay with decorrelated jitter, until the deadline.
 */
final class PublishAttempts {
  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final long BASE = Duration.ofMillis(50).toNanos();
  private static final long CAP = Duration.ofSeconds(5).toNanos();
  private static final int GROWTH = 3;

  private final InMemoryOrganization organization;
  private final EventTransport transport;
  private final BusbarConfig config;
  private final PreparedEvent event;
  private final Instant deadline;
  private final CompletableFuture<EntryResult> fate = new CompletableFuture<>();
  private long delay = BASE;

  PublishAttempts(
      InMemoryOrganization organization,
      EventTransport transport,
      BusbarConfig config,
      PreparedEvent event) {
    this.organization = organization;
    this.transport = transport;
    this.config = config;
    this.event = event;
    this.deadline = organization.time().now().plus(DEADLINE);
  }

  /**
   * Sends until the fate is known. A virtual clock is moved on while this waits, on the calling
   * thread; any other clock is left to itself.
   */
  CompletableFuture<EntryResult> run() {
    send();
    if (organization.time() instanceof VirtualClock clock) {
      Optional<Instant> next = clock.nextDue();
      while (!fate.isDone() && next.isPresent()) {
        clock.advanceTo(next.get());
        next = clock.nextDue();
      }
    }
    return fate;
  }

  private void send() {
    var unused = transport.send(List.of(event.entry())).whenComplete(this::answered);
  }

  private void answered(@Nullable List<EntryResult> results, @Nullable Throwable failure) {
    if (results != null) {
      settle(results.get(0));
      return;
    }
    Throwable cause = failure == null ? new AssertionError("no results, no failure") : failure;
    EntryResult refused = refusal(cause);
    if (refused == null) {
      fate.completeExceptionally(cause);
    } else {
      settle(refused);
    }
  }

  private void settle(EntryResult result) {
    boolean again =
        result instanceof EntryResult.Unknown
            || (result instanceof EntryResult.Refused refused && refused.fault() == Fault.CAPACITY);
    Duration wait = again ? nextDelay() : Duration.ZERO;
    if (!again || organization.time().now().plus(wait).isAfter(deadline)) {
      fate.complete(result);
      return;
    }
    count(result);
    organization.obligations().add(wait, this::send);
  }

  private Duration nextDelay() {
    delay = config.random().nextLong(BASE, Math.min(CAP, delay * GROWTH) + 1);
    return Duration.ofNanos(delay);
  }

  private void count(EntryResult result) {
    String bus = event.entry().bus();
    if (result instanceof EntryResult.Refused refused) {
      config.instruments().entryRetried(bus, refused.code());
      return;
    }
    config.instruments().entryRetried(bus, "NoAnswer");
    config.instruments().possibleDuplicate(bus);
  }

  /** What a refused request means for its entry; null if it was not refused but failed. */
  private static @Nullable EntryResult refusal(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException wrapped && wrapped.getCause() != null
            ? wrapped.getCause()
            : failure;
    return cause instanceof TransportException refused
        ? new EntryResult.Refused(refused.code(), String.valueOf(refused.getMessage()))
        : null;
  }
}
