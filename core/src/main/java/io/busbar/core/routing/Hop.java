// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.routing;

/** What becomes of an event that a rule of one bus sends to another bus. */
public sealed interface Hop {

  /**
   * The event arrives at the other bus. Its account and Region stay those of the origin.
   *
   * @param newId whether it gets a new id: across Regions it does, across accounts it keeps its id
   * @param hops how many buses it has then passed since it was put
   */
  record Forwarded(boolean newId, int hops) implements Hop {}

  /**
   * EventBridge drops the event without a word: it already came from another bus.
   *
   * @param from the bus whose rule matched
   * @param to the bus that gets nothing
   */
  record Dropped(Arn from, Arn to) implements Hop {

    /** What happened, why and how to fix it. */
    public String text() {
      return "'%s' got the event from another bus, so its rule cannot forward it to '%s': EventBridge allows one hop from bus to bus. "
              .formatted(from, to)
          + "Let a rule of the first bus target both buses, or a queue in the other account directly.";
    }
  }
}
