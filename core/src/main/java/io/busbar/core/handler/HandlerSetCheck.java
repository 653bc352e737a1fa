// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import io.busbar.core.handler.HandlerDescriptor.EventMatch;
import io.busbar.core.handler.HandlerScanner.Scanned;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds what is wrong with handlers that are right one by one. */
final class HandlerSetCheck {
  private final List<Scanned> handlers;
  private final boolean mayShare;
  private final boolean canPublish;
  private final List<String> findings = new ArrayList<>();

  HandlerSetCheck(List<Scanned> handlers, boolean mayShare, boolean canPublish) {
    this.handlers = handlers;
    this.mayShare = mayShare;
    this.canPublish = canPublish;
  }

  List<String> findings() {
    checkIds();
    checkUnhandled();
    checkPublisher();
    if (!mayShare) {
      checkShared();
    }
    return findings;
  }

  private void checkIds() {
    Set<String> seen = new HashSet<>();
    for (Scanned handler : handlers) {
      if (!seen.add(handler.descriptor().id())) {
        findings.add(
            String.format(
                "%s: two handlers have this id, so their duplicates and dead letters could not be told apart.\n"
                    + "Give one of them another with @EventHandler(id = \"…\").",
                handler.descriptor().id()));
      }
    }
  }

  private void checkUnhandled() {
    List<String> ids =
        handlers.stream()
            .filter(Scanned::unhandled)
            .map(handler -> handler.descriptor().id())
            .toList();
    if (ids.size() > 1) {
      findings.add(
          String.format(
              "%s: at most one method can be an @UnhandledEventHandler.\nKeep one.",
              String.join(", ", ids)));
    }
  }

  private void checkPublisher() {
    for (Scanned handler : handlers) {
      if (handler.returnsEvents() && !canPublish) {
        findings.add(
            String.format(
                "%s: it returns events, but there is no publisher for them.\nCall publisher(…) on the builder, or declare void.",
                handler.descriptor().id()));
      }
    }
  }

  private void checkShared() {
    for (int i = 0; i < handlers.size(); i++) {
      for (int j = i + 1; j < handlers.size(); j++) {
        Scanned one = handlers.get(i);
        Scanned other = handlers.get(j);
        if (!one.unhandled()
            && !other.unhandled()
            && overlap(one.descriptor().match(), other.descriptor().match())) {
          findings.add(
              String.format(
                  "%s and %s both take %s, but there is no IdempotencyStore: when one fails, the event comes again, and the other would run again with it.\n"
                      + "Call idempotency(…) on the builder, or sharedEvents(ALLOW_RERUNS) when that does no harm.",
                  one.descriptor().id(), other.descriptor().id(), one.descriptor().match()));
        }
      }
    }
  }

  private static boolean overlap(EventMatch one, EventMatch other) {
    return one.detailType().equals(other.detailType()) && one.overlapsSource(other);
  }
}
