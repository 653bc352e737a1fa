// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import io.busbar.core.routing.EventPattern;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the events that arrive at a bus, so that they can be replayed. An event is in it at once;
 * AWS may take ten minutes. Replayed events are not archived again. Made by {@link Bus#archive} or
 * {@link Archives#create}. Thread-safe.
 */
public final class Archive {
  private final Archives archives;
  private final String name;
  private final Bus bus;
  private final Instant createdAt;
  private final Deque<Envelope> events = new ArrayDeque<>();
  private final Deque<Instant> arrivals = new ArrayDeque<>();
  private @Nullable EventPattern pattern;
  private int retentionDays;
  private long bytes;

  Archive(Archives archives, String name, Bus bus) {
    this.archives = archives;
    this.name = name;
    this.bus = bus;
    this.createdAt = bus.state().time().now();
  }

  public String name() {
    return name;
  }

  public String arn() {
    return bus.region().arn("events", "archive/" + name);
  }

  public Bus bus() {
    return bus;
  }

  public Instant createdAt() {
    return createdAt;
  }

  /**
   * From now on only what the pattern matches is archived. Default: everything.
   *
   * @throws io.busbar.core.routing.InvalidEventPatternException if EventBridge would refuse the
   *     pattern
   */
  public Archive pattern(String json) {
    EventPattern changed = EventPattern.of(json, bus.organization().limits().patterns());
    bus.state().change(after -> pattern = changed);
    return this;
  }

  /** The pattern, if one was set. */
  public Optional<EventPattern> pattern() {
    return bus.state().locked(after -> Optional.ofNullable(pattern));
  }

  /**
   * How many days an event is kept, 0 for ever. Default: 0.
   *
   * @throws AwsErrorException {@code ValidationException} for less than 0
   */
  public Archive retentionDays(int days) {
    if (days < 0) {
      throw new AwsErrorException(
          "ValidationException",
          "1 validation error detected: Value '%d' at 'retentionDays' failed to satisfy constraint: Member must have value greater than or equal to 0"
              .formatted(days));
    }
    bus.state().change(after -> retentionDays = days);
    return this;
  }

  public int retentionDays() {
    return bus.state().locked(after -> retentionDays);
  }

  /** How many events it holds now. */
  public int eventCount() {
    return bus.state().locked(after -> kept().size());
  }

  /** Of the events that it holds now, as they are delivered, in UTF-8. */
  public long sizeBytes() {
    return bus.state()
        .locked(
            after -> {
              expire();
              return bytes;
            });
  }

  /**
   * Starts to bring events to the bus again.
   *
   * @param from of the events' own time, inclusive
   * @param to of the events' own time, exclusive
   * @param only the rules that get them; none for all rules of the bus
   * @throws AwsErrorException as {@link Archives#start}
   */
  public Replay replay(String name, Instant from, Instant to, Rule... only) {
    List<String> rules = Arrays.stream(only).map(Rule::arn).toList();
    return archives.start(new ReplayRequest(name, arn(), bus.arn(), from, to, rules));
  }

  /** An event has arrived at the bus; called under the lock. */
  void offer(Envelope event, String json) {
    if (event.replayName() == null && (pattern == null || pattern.matches(json))) {
      events.addLast(event);
      arrivals.addLast(bus.state().time().now());
      bytes += size(json);
    }
  }

  /** What it holds, in the order of arrival; called under the lock. */
  List<Envelope> kept() {
    expire();
    return List.copyOf(events);
  }

  private void expire() {
    if (retentionDays == 0) {
      return;
    }
    Instant oldest = bus.state().time().now().minus(Duration.ofDays(retentionDays));
    while (!arrivals.isEmpty() && arrivals.getFirst().isBefore(oldest)) {
      arrivals.removeFirst();
      bytes -= size(events.removeFirst().json());
    }
  }

  private static int size(String json) {
    return json.getBytes(StandardCharsets.UTF_8).length;
  }

  @Override
  public String toString() {
    return arn();
  }
}
