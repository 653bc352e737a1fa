// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import java.util.Optional;

/** What a step means, for a person. */
final class TraceText {

  private TraceText() {}

  static String of(TraceEntry entry) {
    TraceEntry.Step step = entry.step();
    if (step instanceof TraceEntry.Accepted accepted) {
      return "published by " + entry.event().service() + " of account " + accepted.account();
    }
    if (step instanceof TraceEntry.Rejected rejected) {
      return "not published by " + entry.event().service() + ": " + rejected.code();
    }
    return step instanceof TraceEntry.Routed routed
        ? ofRoute(shortName(routed.bus()), routed.step())
        : ofQueue(step);
  }

  static boolean isLoss(TraceEntry.Step step) {
    return step instanceof TraceEntry.Rejected
        || step instanceof TraceEntry.DeadLettered
        || route(step).filter(TraceText::isLostOnTheWay).isPresent();
  }

  static Optional<JournalEntry.Step> route(TraceEntry.Step step) {
    return step instanceof TraceEntry.Routed routed ? Optional.of(routed.step()) : Optional.empty();
  }

  private static boolean isLostOnTheWay(JournalEntry.Step step) {
    return step instanceof JournalEntry.MissingBus
        || step instanceof JournalEntry.Unmatched
        || step instanceof JournalEntry.SecondHop
        || step instanceof JournalEntry.Failed;
  }

  private static String ofRoute(String bus, JournalEntry.Step step) {
    if (step instanceof JournalEntry.Received) {
      return "on " + bus;
    }
    if (step instanceof JournalEntry.MissingBus) {
      return "lost: there is no bus " + bus;
    }
    if (step instanceof JournalEntry.Denied denied) {
      return "not taken by %s from account %s: %s"
          .formatted(bus, denied.account(), denied.reason());
    }
    if (step instanceof JournalEntry.Unmatched) {
      return "lost: no rule of " + bus + " takes it";
    }
    return step instanceof JournalEntry.Matched matched
        ? "matched by rule " + matched.rule()
        : ofTarget(step);
  }

  private static String ofTarget(JournalEntry.Step step) {
    if (step instanceof JournalEntry.Delivered delivered) {
      return "delivered to " + shortName(delivered.target());
    }
    if (step instanceof JournalEntry.SecondHop hop) {
      return "lost: rule %s would be its second hop, to %s"
          .formatted(hop.rule(), shortName(hop.target()));
    }
    if (step instanceof JournalEntry.Failed failed) {
      return "not delivered to %s by rule %s, %s, %s: %s"
          .formatted(
              shortName(failed.target()),
              failed.rule(),
              failed.layer(),
              failed.code(),
              failed.reason());
    }
    if (step instanceof JournalEntry.Retrying retrying) {
      return "not delivered to %s, %s, %s; next try after %s"
          .formatted(
              shortName(retrying.target()), retrying.layer(), retrying.code(), retrying.delay());
    }
    return ofDeadLetter(step);
  }

  private static String ofDeadLetter(JournalEntry.Step step) {
    if (step instanceof JournalEntry.DeadLettered dead) {
      return "dead letter of rule %s in %s".formatted(dead.rule(), shortName(dead.queue()));
    }
    if (step instanceof JournalEntry.DeadLetterLost lost) {
      return "lost: the dead-letter queue %s does not take it, %s: %s"
          .formatted(shortName(lost.queue()), lost.code(), lost.reason());
    }
    return step instanceof JournalEntry.FunctionThrew threw
        ? "function %s threw %s".formatted(shortName(threw.target()), threw.thrown())
        : String.valueOf(step);
  }

  private static String ofQueue(TraceEntry.Step step) {
    if (step instanceof TraceEntry.Handled handled) {
      return "%s, attempt %d in %s: %s"
          .formatted(
              handled.handlerId(), handled.attempt(), handled.queue().name(), handled.outcome());
    }
    if (step instanceof TraceEntry.Acknowledged acknowledged) {
      return "acknowledged in " + acknowledged.queue().name();
    }
    if (step instanceof TraceEntry.AcknowledgementLost lost) {
      return "acknowledgement lost in " + lost.queue().name();
    }
    if (step instanceof TraceEntry.Returned returned) {
      return "comes again in " + returned.queue().name() + " after " + returned.delay();
    }
    return step instanceof TraceEntry.DeadLettered dead
        ? "dead letter of %s by %s: %s"
            .formatted(dead.queue().name(), dead.handlerId(), dead.reason())
        : String.valueOf(step);
  }

  /** The last part of an ARN; what is no ARN stays as it is. */
  static String shortName(String arn) {
    return arn.startsWith("arn:")
        ? arn.substring(Math.max(arn.lastIndexOf(':'), arn.lastIndexOf('/')) + 1)
        : "'" + arn + "'";
  }
}
