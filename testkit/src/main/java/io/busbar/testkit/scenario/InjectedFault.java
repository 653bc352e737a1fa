// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.scenario;

import io.busbar.testkit.Trace;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Something that went wrong in a run, because a {@link Fault} struck.
 *
 * @param index counts the faults of a run, from 1
 * @param key which decision it was: the same in every run of the seed, whatever else goes wrong
 * @param text for a person
 * @param eventIds the events that it struck
 */
public record InjectedFault(int index, String key, String text, List<String> eventIds) {

  public InjectedFault {
    eventIds = List.copyOf(eventIds);
  }

  /** With the names that the events have in the texts of this trace. */
  public String describe(Trace trace) {
    String names =
        eventIds.stream()
            .flatMap(id -> trace.find(id).stream())
            .map(trace::nameOf)
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? toString() : this + " (" + names + ")";
  }

  @Override
  public String toString() {
    return "#" + index + " " + text;
  }
}
