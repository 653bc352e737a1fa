// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import io.busbar.core.BusbarConfig;
import io.busbar.core.publish.EntryResult;
import io.busbar.core.publish.EventTransport;
import io.busbar.core.publish.Fault;
import io.busbar.core.publish.TransportException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Sends the events of one request as often as EventBridgePublisher would: what EventBridge could
 * not take, and what it did not answer, goes again without the others, after a delay with
 * decorrelated jitter, until the deadline.
 */
final class PublishAttempts {
  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final long BASE = Duration.ofMillis(50).toNanos();
  private static final long CAP = Duration.ofSeconds(5).toNanos();
  private static final int GROWTH = 3;

  private final InMemoryOrganization organization;
  private final EventTransport transport;
  private final BusbarConfig config;
  private final Instant deadline;
  private long delay = BASE;

  PublishAttempts(
      InMemoryOrganization organization, EventTransport transport, BusbarConfig config) {
    this.organization = organization;
    this.transport = transport;
    this.config = config;
    this.deadline = organization.time().now().plus(DEADLINE);
  }

  /**
   * Sends until the fate of each event is known. A virtual clock is moved on while this waits, on
   * the calling thread; any other clock is left to itself.
   */
  void run(List<PendingEvent> events) {
    send(events);
    if (organization.time() instanceof VirtualClock clock) {
      Optional<Instant> next = clock.nextDue();
      while (!events.stream().allMatch(event -> event.fate().isDone()) && next.isPresent()) {
        clock.advanceTo(next.get());
        next = clock.nextDue();
      }
    }
  }

  private void send(List<PendingEvent> events) {
    var unused =
        transport
            .send(events.stream().map(each -> each.event().entry()).toList())
            .whenComplete((results, failure) -> answered(events, results, failure));
  }

  private void answered(
      List<PendingEvent> events, @Nullable List<EntryResult> results, @Nullable Throwable failure) {
    if (results != null) {
      settle(events, results);
      return;
    }
    Throwable cause = failure == null ? new AssertionError("no results, no failure") : failure;
    EntryResult refused = refusal(cause);
    if (refused != null) {
      settle(events, Collections.nCopies(events.size(), refused));
    } else {
      events.forEach(event -> event.fate().completeExceptionally(cause));
    }
  }

  private void settle(List<PendingEvent> events, List<EntryResult> results) {
    List<PendingEvent> failed = new ArrayList<>();
    List<EntryResult> failures = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      if (mayPassLater(results.get(i))) {
        failed.add(events.get(i));
        failures.add(results.get(i));
      } else {
        events.get(i).fate().complete(results.get(i));
      }
    }
    if (!failed.isEmpty()) {
      retry(failed, failures);
    }
  }

  private void retry(List<PendingEvent> failed, List<EntryResult> failures) {
    delay = config.random().nextLong(BASE, Math.min(CAP, delay * GROWTH) + 1);
    Duration wait = Duration.ofNanos(delay);
    boolean tooLate = organization.time().now().plus(wait).isAfter(deadline);
    for (int i = 0; i < failed.size(); i++) {
      if (tooLate) {
        failed.get(i).fate().complete(failures.get(i));
      } else {
        count(failed.get(i), failures.get(i));
      }
    }
    if (!tooLate) {
      organization.engine().obligations().add(wait, () -> send(failed));
    }
  }

  private void count(PendingEvent event, EntryResult failure) {
    String bus = event.event().entry().bus();
    if (failure instanceof EntryResult.Refused refused) {
      config.instruments().entryRetried(bus, refused.code());
      return;
    }
    config.instruments().entryRetried(bus, "NoAnswer");
    config.instruments().possibleDuplicate(bus);
  }

  private static boolean mayPassLater(EntryResult result) {
    return result instanceof EntryResult.Unknown
        || (result instanceof EntryResult.Refused refused && refused.fault() == Fault.CAPACITY);
  }

  /** What a refused request means for its entries; null if it was not refused but failed. */
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
