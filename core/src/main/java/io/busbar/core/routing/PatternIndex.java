// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.routing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Many event patterns, each under a key, of which an event finds those that take it. Only the
 * patterns are matched that want a text which the event has, as its source or detail-type, so that
 * a thousand patterns cost hardly more than one; those that want no text at all are matched one
 * after the other.
 *
 * <p>Each pattern is matched alone, so that the answer is always that of {@link
 * EventPattern#matches(String)}. event-ruler can also match many at once, but then now and then
 * names a wrong one, or misses a right one.
 *
 * <p>Thread-safe. Events can be matched while patterns change; an event sees each pattern either
 * before or after its change, never in between.
 *
 * @param <K> what a pattern is known by, as a rule's name or a handler; needs equals and hashCode
 */
public final class PatternIndex<K> {

  private final Map<K, Entry<K>> entries = new HashMap<>();
  private final PatternFiling<Entry<K>> filing = new PatternFiling<>();

  /** The names of all levels of all fields, and how many patterns have each. */
  private final Map<String, Integer> names = new HashMap<>();

  private volatile EventPicker picker = EventPicker.of(Set.of());
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private long nextPosition;

  /** Adds a pattern, at the end of the order, or replaces the key's pattern in its place. */
  public void put(K key, EventPattern pattern) {
    lock.writeLock().lock();
    try {
      Entry<K> old = entries.get(key);
      if (old != null) {
        forget(old);
      }
      Entry<K> entry = new Entry<>(key, pattern, old == null ? nextPosition++ : old.position);
      entries.put(key, entry);
      filing.add(entry, pattern.rules());
      entry.levels().forEach(level -> names.merge(level, 1, Integer::sum));
      adjustPicker();
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** Removes the key's pattern. Returns whether there was one. */
  public boolean remove(K key) {
    lock.writeLock().lock();
    try {
      Entry<K> old = entries.remove(key);
      if (old != null) {
        forget(old);
        adjustPicker();
      }
      return old != null;
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
   * @param envelopeJson the whole event as EventBridge delivers it, not only its detail
   * @throws IllegalArgumentException if it is not a JSON object
   */
  public List<K> matching(String envelopeJson) {
    return reading(
        () -> {
          ObjectNode event = picker.pick(envelopeJson);
          return event == null ? matchingAll(envelopeJson) : matching(event);
        });
  }

  /**
   * As {@link #matching(String)}, of an event that was picked while it was read.
   *
   * @param event the envelope, with at least the members that {@code by} takes
   * @param by the index's {@link #picker()}, or one that takes more
   * @return empty if the index has a pattern by now that asks for more; ask with the text then
   */
  public Optional<List<K>> matching(ObjectNode event, EventPicker by) {
    return reading(
        () ->
            by == picker || by.takes(names.keySet())
                ? Optional.of(matching(event))
                : Optional.empty());
  }

  /** Takes what the patterns that there are now ask for. */
  public EventPicker picker() {
    return picker;
  }

  private List<K> matching(ObjectNode event) {
    List<Entry<K>> found = new ArrayList<>();
    for (Entry<K> entry : filing.candidates(event)) {
      if (entry.pattern.matches(event)) {
        found.add(entry);
      }
    }
    return keys(found);
  }

  /** For the few events that no tree can tell. */
  private List<K> matchingAll(String envelopeJson) {
    Matching.checkObject(envelopeJson);
    return keys(
        entries.values().stream().filter(entry -> entry.pattern.matches(envelopeJson)).toList());
  }

  private List<K> keys(List<Entry<K>> found) {
    if (found.size() < 2) {
      return found.isEmpty() ? List.of() : List.of(found.get(0).key);
    }
    return found.stream()
        .sorted(Comparator.comparingLong(entry -> entry.position))
        .map(entry -> entry.key)
        .toList();
  }

  private <T> T reading(Supplier<T> read) {
    lock.readLock().lock();
    try {
      return read.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  private void adjustPicker() {
    if (!picker.takesOnly(names.keySet())) {
      picker = EventPicker.of(names.keySet());
    }
  }

  private void forget(Entry<K> old) {
    filing.remove(old);
    old.levels()
        .forEach(level -> names.compute(level, (name, n) -> n == null || n == 1 ? null : n - 1));
  }

  /** Equal to itself only, so that equal patterns under two keys are two. */
  private static final class Entry<K> {
    private final K key;
    private final EventPattern pattern;
    private final long position;

    Entry(K key, EventPattern pattern, long position) {
      this.key = key;
      this.pattern = pattern;
      this.position = position;
    }

    Set<String> levels() {
      Set<String> levels = new LinkedHashSet<>();
      pattern.rules().stream()
          .flatMap(fields -> fields.keySet().stream())
          .flatMap(field -> Stream.of(field.split("\\.", -1)))
          .forEach(levels::add);
      return levels;
    }
  }
}
