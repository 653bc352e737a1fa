// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.scenario;

import io.busbar.core.EventTypeInfo;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The words of a scenario: what happens, and what must hold. Import them statically. All
 * expectations are checked when nothing is left to do, so "never" and "once" mean what they say.
 */
public final class Scenarios {

  private Scenarios() {}

  /** An event is published: a record with {@code @EventType}, or an {@code OutgoingEvent}. */
  public static Publication published(Object event) {
    return new Publication(event, null);
  }

  /** Events of this type were published. */
  public static PublishedExpectation published(Class<?> eventType) {
    return new PublishedExpectation(EventTypeInfo.of(eventType).name(), Times.atLeastOnce(), null);
  }

  /** No event of this type was published. */
  public static Expectation neverPublished(Class<?> eventType) {
    return published(eventType).times(0);
  }

  /** Handlers of this class have succeeded: methods with and without an id of their own. */
  public static HandledExpectation handled(Class<?> handlers) {
    return new HandledExpectation(HandlersOf.of(handlers), Times.atLeastOnce());
  }

  /** No handler, no rule and no queue has given anything up. */
  public static Expectation noDeadLetters() {
    return new DeadLetterExpectation();
  }

  /**
   * Nothing went out of sight: every event was published, found a rule on every bus that it
   * reached, and got to its targets; none was given up.
   */
  public static Expectation nothingLost() {
    return new NothingLostExpectation();
  }

  /** Something of the test's own. The text completes the sentence "Expected that …". */
  public static Expectation that(String whatHolds, BooleanSupplier holds) {
    return (trace, aws) ->
        holds.getAsBoolean()
            ? Optional.empty()
            : Optional.of("Expected that " + whatHolds + ", but it is not so.");
  }
}
