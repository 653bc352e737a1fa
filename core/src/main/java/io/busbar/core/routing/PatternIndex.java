// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.routing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import software.amazon.event.ruler.GenericMachine;
import software.amazon.event.ruler.Patterns;

/**
 * Many event patterns, each under a key, matched all at once: an event is looked at once, however
 * many patterns there are (a thousand rules cost about three times what one costs).
 *
 * <p>Thread-safe. Events can be matched while patterns change; an event sees each pattern either
 * before or after its change, never in between. event-ruler alone does not promise this: while
 * rules are added and deleted it now and then names a wrong rule or misses a right one.
 *
 * @param <K> what a pattern is known by, as a rule's name or a handler; needs equals and hashCode
 */
public final class PatternIndex<K> {

  private final GenericMachine<Rule<K>> machine = GenericMachine.<Rule<K>>builder().build();

  private final Map<K, Entry<K>> entries = new HashMap<>();
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private long nextPosition;

  /**
   * Adds a pattern, at the end of the order, or replaces the key's pattern in its place. Costs 0.1
   * to 0.5 ms for a usual pattern and some 20 ms for one with many wildcards.
   */
  public void put(K key, EventPattern pattern) {
    lock.writeLock().lock();
    try {
      Entry<K> old = entries.get(key);
      Entry<K> entry = new Entry<>(key, pattern, old == null ? nextPosition++ : old.position);
      entries.put(key, entry);
      entry.rules.forEach(rule -> machine.addPatternRule(rule, rule.fields));
      if (old != null) {
        deleteRules(old);
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** Removes the key's pattern. Returns whether there was one. */
  public boolean remove(K key) {
    lock.writeLock().lock();
    try {
      Entry<K> old = entries.remove(key);
      if (old == null) {
        return false;
      }
      deleteRules(old);
      return true;
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** The pattern under this key. */
  public Optional<EventPattern> get(K key) {
    return reading(() -> Optional.ofNullable(entries.get(key)).map(entry -> entry.pattern));
  }

  /** How many patterns there are. */
  public int size() {
    return reading(entries::size);
  }

  /**
   * The keys of all patterns that take this event, in the order in which the keys were first added.
   *
   * @param envelope the whole event as EventBridge delivers it, not only its detail
   * @throws IllegalArgumentException if it is not a JSON object
   */
  public List<K> matching(JsonNode envelope) {
    return keys(reading(() -> Matching.of(machine, envelope)));
  }

  /**
   * As {@link #matching(JsonNode)}. Reads only the members that some pattern names, so it is
   * quicker than parsing first; parse once when the event is needed again.
   *
   * @throws IllegalArgumentException if it is not a JSON object
   */
  public List<K> matching(String envelopeJson) {
    return keys(reading(() -> Matching.of(machine, envelopeJson)));
  }

  private <T> T reading(Supplier<T> read) {
    lock.readLock().lock();
    try {
      return read.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  private List<K> keys(List<Rule<K>> matched) {
    if (matched.size() < 2) {
      return matched.isEmpty() ? List.of() : List.of(matched.get(0).entry.key);
    }
    return matched.stream()
        .map(rule -> rule.entry)
        .distinct()
        .sorted(Comparator.comparingLong(entry -> entry.position))
        .map(entry -> entry.key)
        .toList();
  }

  private void deleteRules(Entry<K> entry) {
    entry.rules.forEach(rule -> machine.deletePatternRule(rule, rule.fields));
  }

  /** Equal to itself only, so that a replaced pattern is another rule to the machine. */
  private static final class Entry<K> {
    private final K key;
    private final EventPattern pattern;
    private final long position;
    private final List<Rule<K>> rules;

    Entry(K key, EventPattern pattern, long position) {
      this.key = key;
      this.pattern = pattern;
      this.position = position;
      this.rules = pattern.rules().stream().map(fields -> new Rule<>(this, fields)).toList();
    }
  }

  /**
   * One combination of a pattern's {@code $or} alternatives, as event-ruler's name for it. Under
   * one name for all of them, event-ruler 2.1.0 takes an alternative for one that it has already
   * when they have a value in common: it then matches or not, by the order of a hash set.
   */
  private static final class Rule<K> {
    private final Entry<K> entry;
    private final Map<String, List<Patterns>> fields;

    Rule(Entry<K> entry, Map<String, List<Patterns>> fields) {
      this.entry = entry;
      this.fields = fields;
    }
  }
}
