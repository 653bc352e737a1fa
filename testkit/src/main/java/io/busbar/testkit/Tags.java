// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The tags of what an account has in a Region: buses, rules, queues, secrets. Thread-safe. Nothing
 * is refused here; requests of AWS clients are checked before.
 */
public final class Tags {
  private final State state;
  private final Map<String, SortedMap<String, String>> tags = new TreeMap<>();

  Tags(State state) {
    this.state = state;
  }

  /** The tags of a resource; none for one without, or one that does not exist. */
  public SortedMap<String, String> of(String arn) {
    return state.locked(
        after -> new TreeMap<>(tags.getOrDefault(arn, Collections.emptySortedMap())));
  }

  /** Adds tags, in place of those with the same key. */
  public void add(String arn, Map<String, String> added) {
    state.change(after -> tags.computeIfAbsent(arn, each -> new TreeMap<>()).putAll(added));
  }

  /** Takes tags away; a key without one is no mistake. */
  public void remove(String arn, Collection<String> keys) {
    state.change(after -> tags.getOrDefault(arn, new TreeMap<>()).keySet().removeAll(keys));
  }

  /** The resource is deleted; called under the lock. */
  void forget(String arn) {
    tags.remove(arn);
  }

  void clear() {
    tags.clear();
  }
}
