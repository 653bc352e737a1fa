// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Brings archived events to their bus again: minute by minute of the events' own time, each minute
 * in the order of arrival (AWS promises no order within a minute). An event keeps its id and tells
 * the replay's name. Thread-safe.
 */
public final class Replay {

  /** As DescribeReplay has it, as its {@code State}. */
  public enum Status {
    STARTING,
    RUNNING,
    CANCELLED,
    COMPLETED,
    FAILED
  }

  /** How long a minute of events takes; AWS says no more than that it goes minute by minute. */
  private static final Duration STEP = Duration.ofSeconds(1);

  private final Archive archive;
  private final ReplayRequest request;
  private final Instant startedAt;
  private final NavigableMap<Instant, List<Envelope>> minutes = new TreeMap<>();
  private Status status = Status.STARTING;
  private @Nullable Instant endedAt;
  private @Nullable Instant lastReplayed;

  Replay(Archive archive, ReplayRequest request) {
    this.archive = archive;
    this.request = request;
    this.startedAt = now();
  }

  public String name() {
    return request.name();
  }

  public String arn() {
    return archive.bus().region().arn("events", "replay/" + name());
  }

  /** What was asked for. */
  public ReplayRequest request() {
    return request;
  }

  public Status status() {
    return lock().locked(after -> status);
  }

  public Instant startedAt() {
    return startedAt;
  }

  /** When it was completed or cancelled, or failed; empty while it goes on. */
  public Optional<Instant> endedAt() {
    return lock().locked(after -> Optional.ofNullable(endedAt));
  }

  /** The own time of the event that was replayed last. */
  public Optional<Instant> lastReplayed() {
    return lock().locked(after -> Optional.ofNullable(lastReplayed));
  }

  /**
   * Ends it; what was replayed stays replayed.
   *
   * @throws AwsErrorException {@code IllegalStatusException} if it has ended already
   */
  public void cancel() {
    lock()
        .change(
            after -> {
              if (endedAt != null) {
                throw new AwsErrorException(
                    "IllegalStatusException",
                    "Replay " + name() + " is not in a valid state for this operation.");
              }
              end(Status.CANCELLED);
            });
  }

  void start() {
    for (Envelope event : archive.kept()) {
      if (!event.time().isBefore(request.from()) && event.time().isBefore(request.to())) {
        Instant minute = event.time().truncatedTo(ChronoUnit.MINUTES);
        minutes.computeIfAbsent(minute, each -> new ArrayList<>()).add(event);
      }
    }
    later();
  }

  private void later() {
    archive.bus().organization().engine().obligations().add(STEP, () -> lock().change(this::step));
  }

  /** The next minute of events. */
  private void step(State.After after) {
    Bus bus = archive.bus();
    if (endedAt != null) {
      return;
    }
    if (bus.region().findBus(bus.name()).filter(found -> found == bus).isEmpty()) {
      end(Status.FAILED);
      return;
    }
    status = Status.RUNNING;
    if (minutes.isEmpty()) {
      end(Status.COMPLETED);
      return;
    }
    for (Envelope event : minutes.pollFirstEntry().getValue()) {
      lastReplayed = event.time();
      after.add(() -> bus.replay(event.replayed(name()), request.ruleArns()));
    }
    later();
  }

  private void end(Status last) {
    status = last;
    endedAt = now();
  }

  private Instant now() {
    return lock().time().now();
  }

  private State lock() {
    return archive.bus().state();
  }

  @Override
  public String toString() {
    return arn();
  }
}
