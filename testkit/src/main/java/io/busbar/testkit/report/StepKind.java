// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.report;

import io.busbar.testkit.JournalEntry;
import io.busbar.testkit.TraceEntry;
import java.util.Locale;

/** How a step looks. */
enum StepKind {
  PUBLISHED("○", "published"),
  ROUTED("·", "on a bus, matched"),
  DELIVERED("▸", "delivered"),
  HANDLED("●", "handled"),
  AGAIN("!", "failed, or comes again"),
  ACKED("✓", "acknowledged"),
  LOST("✕", "lost, refused or given up");

  private final String sign;
  private final String meaning;

  StepKind(String sign, String meaning) {
    this.sign = sign;
    this.meaning = meaning;
  }

  String sign() {
    return sign;
  }

  String meaning() {
    return meaning;
  }

  String css() {
    return name().toLowerCase(Locale.ROOT);
  }

  static StepKind of(TraceEntry.Step step) {
    if (step instanceof TraceEntry.Routed routed) {
      return ofRoute(routed.step());
    }
    if (step instanceof TraceEntry.Handled handled) {
      return handled.isSuccess() ? HANDLED : ofOutcome(handled.outcome());
    }
    if (step instanceof TraceEntry.Accepted) {
      return PUBLISHED;
    }
    if (step instanceof TraceEntry.Acknowledged) {
      return ACKED;
    }
    return step instanceof TraceEntry.Rejected || step instanceof TraceEntry.DeadLettered
        ? LOST
        : AGAIN;
  }

  private static StepKind ofOutcome(String outcome) {
    return switch (outcome) {
      case "DeadLetter" -> LOST;
      case "Retry" -> AGAIN;
      default -> ROUTED;
    };
  }

  private static StepKind ofRoute(JournalEntry.Step step) {
    if (step instanceof JournalEntry.Delivered) {
      return DELIVERED;
    }
    if (step instanceof JournalEntry.Retrying) {
      return AGAIN;
    }
    return step instanceof JournalEntry.Received || step instanceof JournalEntry.Matched
        ? ROUTED
        : LOST;
  }
}
