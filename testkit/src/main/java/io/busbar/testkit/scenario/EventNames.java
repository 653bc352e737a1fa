// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.scenario;

import io.busbar.testkit.TracedEvent;
import java.util.HashMap;
import java.util.Map;

/**
 * Names events by their place in the story instead of by their ids: the second order, the payment
 * after the second order. An id has a time in it and changes with every delay; such a name does
 * not.
 */
final class EventNames {
  private final Map<String, Name> names = new HashMap<>();
  private final Map<String, Integer> counts = new HashMap<>();

  String of(TracedEvent event) {
    return names.computeIfAbsent(event.id(), id -> name(event)).text();
  }

  private Name name(TracedEvent event) {
    Name cause = event.causation() == null ? null : names.get(event.causation());
    if (cause == null) {
      String text = event.detailType() + " " + next(event.detailType());
      return new Name(text, text);
    }
    String who = " by " + event.service() + " after " + cause.root();
    int number = next(event.detailType() + who);
    String what = number == 1 ? event.detailType() : event.detailType() + " " + number;
    return new Name(what + who, cause.root());
  }

  private int next(String family) {
    return counts.merge(family, 1, Integer::sum);
  }

  /**
   * @param root of the event that began the story
   */
  private record Name(String text, String root) {}
}
