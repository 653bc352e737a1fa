// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import java.time.Duration;
import java.time.Instant;

/**
 * One thing that happened to one event, anywhere in the organization.
 *
 * @param at by the organization's clock
 */
public record TraceEntry(Instant at, TracedEvent event, Step step) {

  /** From the publish to the acknowledgement. */
  public sealed interface Step {}

  /**
   * PutEvents took it.
   *
   * @param account of the caller
   * @param busEventId another one each time that the event is put
   */
  public record Accepted(String account, String busEventId) implements Step {}

  /** Its publisher gave it up. */
  public record Rejected(String code) implements Step {}

  /** A bus did this to it. */
  public record Routed(String bus, JournalEntry.Step step) implements Step {}

  /**
   * A handler has run, or was spared because it had handled the event before.
   *
   * @param outcome the simple name of the handler's outcome: {@code Ack}, {@code Skip}, {@code
   *     Retry} or {@code DeadLetter}
   */
  public record Handled(Queue queue, String handlerId, int attempt, String outcome)
      implements Step {

    /** Whether the handler ran to its end. */
    public boolean isSuccess() {
      return outcome.equals("Ack");
    }
  }

  /** Its message was deleted from the queue. */
  public record Acknowledged(Queue queue) implements Step {}

  /** It was handled, and its message stays in the queue: the acknowledgement did not get there. */
  public record AcknowledgementLost(Queue queue) implements Step {}

  /** Its message comes again. */
  public record Returned(Queue queue, Duration delay) implements Step {}

  /** A handler gave it up. */
  public record DeadLettered(Queue queue, String handlerId, String reason) implements Step {}
}
