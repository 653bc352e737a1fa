// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import io.busbar.core.BusbarConfig;
import io.busbar.core.EnvelopeText;
import io.busbar.core.EventType;
import io.busbar.core.FixedTime;
import java.util.Random;

/** The events and the service that the tests of this package have in common. */
final class Orders {
  static final String EVENT_ID = "01999f3e-0000-7000-8000-000000000001";

  @EventType(source = "grocer.customer-web", name = "Order Placed", version = 7)
  record OrderPlaced(String orderId, int total) {}

  @EventType(source = "grocer.payment", name = "Payment Processed")
  record PaymentProcessed(String orderId) implements Payment {}

  @EventType(source = "grocer.payment", name = "Payment Failed")
  record PaymentFailed(String orderId, String reason) implements Payment {}

  sealed interface Payment permits PaymentProcessed, PaymentFailed {}

  private Orders() {}

  static BusbarConfig config() {
    return BusbarConfig.builder()
        .service("order-processing")
        .time(new FixedTime("2026-11-23T06:00:00Z"))
        .random(new Random(42))
        .build();
  }

  static Delivery placed() {
    return Delivery.of(text("{\"orderId\":\"ord-1\",\"total\":45}"), "m-1");
  }

  /** The same event, received for the n-th time. */
  static Delivery placedAgain(int receiveCount) {
    return new Delivery(placed().body(), "m-1", receiveCount, java.util.Map.of());
  }

  /** An Order Placed with metadata in front of these members. */
  static String text(String detail) {
    return EnvelopeText.of(
        "{\"_metadata\":{\"id\":\""
            + EVENT_ID
            + "\",\"schemaVersion\":7,\"correlationId\":\"corr-1\",\"hops\":2},"
            + detail.substring(1));
  }
}
