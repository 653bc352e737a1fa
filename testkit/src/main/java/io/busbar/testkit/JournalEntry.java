// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import java.time.Duration;
import java.time.Instant;

/**
 * One step of one event.
 *
 * @param at when, by the organization's clock
 * @param eventId EventBridge's id, as PutEvents returned it
 * @param bus ARN; for a bus that does not exist, what the caller wrote
 */
public record JournalEntry(
    Instant at, String eventId, String source, String detailType, String bus, Step step) {

  /** What can happen to an event. The names follow EventBridge's own log. */
  public sealed interface Step {}

  /** What happens between a rule and one of its targets, which is named by its ARN. */
  public sealed interface TargetStep extends Step {
    String rule();

    String target();
  }

  /** A bus has it. */
  public record Received() implements Step {}

  /** The caller got an event id, and the event is gone, because the bus does not exist. */
  public record MissingBus() implements Step {}

  /** The bus's policy does not let the caller put it; the caller was told so. */
  public record Denied(String account, String reason) implements Step {}

  /** No enabled rule of the bus takes it; it is gone. */
  public record Unmatched() implements Step {}

  /** A rule takes it. */
  public record Matched(String rule) implements Step {}

  /** A target has it. */
  public record Delivered(String rule, String target) implements TargetStep {}

  /**
   * It came from another bus and would have gone to a third: EventBridge drops it without a word.
   */
  public record SecondHop(String rule, String target) implements TargetStep {}

  /**
   * A target does not have it, and will not get it.
   *
   * @param layer what was in the way
   * @param code EventBridge's, as in {@code NO_RESOURCE}
   */
  public record Failed(String rule, String target, Layer layer, String code, String reason)
      implements TargetStep {}

  /**
   * A target could not take it; EventBridge tries again, or gives it up, after this delay.
   *
   * @param layer what was in the way
   * @param code EventBridge's, as in {@code THROTTLING}
   */
  public record Retrying(
      String rule, String target, Layer layer, String code, String reason, Duration delay)
      implements TargetStep {}

  /** What a target did not get is in its dead-letter queue. */
  public record DeadLettered(String rule, String target, String queue) implements TargetStep {}

  /**
   * What a target did not get is lost, because its dead-letter queue does not take it either.
   *
   * @param layer what was in the way to the dead-letter queue
   * @param code EventBridge's, as in {@code NO_PERMISSIONS}
   */
  public record DeadLetterLost(
      String rule, String target, String queue, Layer layer, String code, String reason)
      implements TargetStep {}

  /** The function has it and threw; to EventBridge the delivery is a success. */
  public record FunctionThrew(String rule, String target, String thrown) implements TargetStep {}
}
