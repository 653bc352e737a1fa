// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * What became of every event, step by step. It keeps the newest steps (see {@link
 * InMemoryOrganizationBuilder#journalCapacity}); the counts hold all. Thread-safe; what it returns
 * is a copy.
 */
public final class Journal {
  private final State state;
  private final int capacity;
  private final TraceLog trace;
  private final Deque<JournalEntry> entries = new ArrayDeque<>();
  private final Map<String, Tally> tallies = new HashMap<>();
  private final Map<RuleKey, AtomicLong> matches = new HashMap<>();

  Journal(State state, int capacity, TraceLog trace) {
    this.state = state;
    this.capacity = capacity;
    this.trace = trace;
  }

  /** All steps that are kept, oldest first. */
  public List<JournalEntry> entries() {
    return entries(entry -> true);
  }

  /** The steps of one event, by EventBridge's id. */
  public List<JournalEntry> of(String eventId) {
    return entries(entry -> entry.eventId().equals(eventId));
  }

  /** Events that were accepted and are gone: for a bus that does not exist, or at a second hop. */
  public List<JournalEntry> dropped() {
    return entries(
        entry ->
            entry.step() instanceof JournalEntry.MissingBus
                || entry.step() instanceof JournalEntry.SecondHop);
  }

  /** Arrivals at a bus of which no enabled rule took the event. */
  public List<JournalEntry> unmatched() {
    return entries(entry -> entry.step() instanceof JournalEntry.Unmatched);
  }

  /** Deliveries that failed for good. */
  public List<JournalEntry> failed() {
    return entries(entry -> entry.step() instanceof JournalEntry.Failed);
  }

  /** Failed deliveries whose dead-letter queue did not take them either: lost without a trace. */
  public List<JournalEntry> lostDeadLetters() {
    return entries(entry -> entry.step() instanceof JournalEntry.DeadLetterLost);
  }

  /** How often what happened, for each detail-type, since the start. */
  public SortedMap<String, EventCounts> counts() {
    return state.locked(
        after -> {
          SortedMap<String, EventCounts> counts = new TreeMap<>();
          tallies.forEach((detailType, tally) -> counts.put(detailType, tally.counts()));
          return counts;
        });
  }

  /** How many events the rule of this name on this bus has taken since the start. */
  public long matches(Rule rule) {
    RuleKey key = new RuleKey(rule.bus().arn(), rule.name());
    return state.locked(
        after -> {
          AtomicLong found = matches.get(key);
          return found == null ? 0L : found.get();
        });
  }

  void add(Envelope event, String bus, JournalEntry.Step step) {
    state.change(
        after -> {
          if (entries.size() == capacity) {
            entries.removeFirst();
          }
          Instant now = state.now();
          entries.addLast(
              new JournalEntry(now, event.id(), event.source(), event.detailType(), bus, step));
          count(event.detailType(), step);
          if (step instanceof JournalEntry.Matched matched) {
            countMatch(new RuleKey(bus, matched.rule()));
          }
          trace.add(new TraceEntry(now, event.traced(), new TraceEntry.Routed(bus, step)));
        });
  }

  void clear() {
    entries.clear();
    tallies.clear();
    matches.clear();
  }

  private void countMatch(RuleKey rule) {
    AtomicLong found = matches.get(rule);
    if (found == null && matches.size() < capacity) {
      found = new AtomicLong();
      matches.put(rule, found);
    }
    if (found != null) {
      found.incrementAndGet();
    }
  }

  /**
   * Names come from callers, so their number is bounded as well: a name beyond the capacity is not
   * counted.
   */
  private void count(String detailType, JournalEntry.Step step) {
    Tally tally = tallies.get(detailType);
    if (tally == null && tallies.size() < capacity) {
      tally = new Tally();
      tallies.put(detailType, tally);
    }
    if (tally != null) {
      tally.count(step);
    }
  }

  private List<JournalEntry> entries(Predicate<JournalEntry> filter) {
    return state.locked(after -> entries.stream().filter(filter).toList());
  }

  private record RuleKey(String busArn, String rule) {}
}
