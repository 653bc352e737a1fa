// SPDX-License-Identifier: Apache-2.0
package io.busbar.metrics;

import io.busbar.core.EventName;
import java.time.Duration;

/** Tells instruments of one of each thing that can happen. */
final class Everything {
  static final EventName ORDER = new EventName("grocer.shop", "Order Placed");

  private Everything() {}

  static void tell(MicrometerInstruments to) {
    to.published(ORDER, "central-bus", "none");
    to.published(ORDER, "arn:aws:events:us-east-1:121212121212:event-bus/central-bus", "NoAnswer");
    to.requestSent(10, 4_000, 11, 5_000_000);
    to.entryRetried("central-bus", "ThrottlingException");
    to.possibleDuplicate("central-bus");
    to.received("orders", ORDER, 1_500, 20);
    to.traceExtracted("event");
    to.handling("Orders.on(OrderPlaced)");
    to.handled("Orders.on(OrderPlaced)", ORDER, "Ack", 2_000_000);
    to.handling("Orders.on(OrderPlaced)");
    to.unhandled(ORDER);
    to.duplicate("Orders.on(OrderPlaced)");
    to.unreadable("orders");
    to.deadLettered("orders", "Orders.on(OrderPlaced)");
    to.acksLost("orders", 3);
    to.eventInvalid(ORDER, "pattern");
    to.deprecatedFieldRead("Orders.on(OrderPlaced)", ORDER, "$.items");
    to.outboxStored(2);
    to.outboxRelayed("central-bus", 80_000_000);
    to.outboxSwept(4);
    to.secretFetched("age", "none");
    to.secretServedStale();
    to.replicaApplied("subscriptions", "applied");
    to.replicaLoaded("subscriptions", "none");
    to.watchOutbox(() -> new OutboxBacklog(7, Duration.ofSeconds(90)));
    to.watchSecret("database", () -> Duration.ofMinutes(5));
    to.watchReplica("subscriptions", () -> Duration.ofMillis(1_500));
  }
}
