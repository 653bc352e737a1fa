// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.schema;

import io.busbar.core.EventType;
import io.busbar.schema.Constraints;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An order of the usual size: about 440 bytes, 800 with the reserved members. */
@EventType(source = "grocer.customer-web", name = "Order Placed", version = 7)
record OrderPlaced(
    @Constraints(pattern = "^ord-[0-9a-f]{8}$") String orderId,
    @Constraints(pattern = "^cust-[0-9a-f]{8}$") String customerId,
    List<Item> items,
    Amount totalAmount,
    Optional<String> note,
    Slot deliverySlot,
    Tier tier) {

  record Item(
      String id,
      @Constraints(minimum = "1") int quantity,
      BigDecimal price,
      List<String> modifiers) {}

  record Amount(
      @Constraints(minimum = "0") BigDecimal value,
      @Constraints(pattern = "^[A-Z]{3}$") String currency) {}

  record Slot(Instant from, Instant to) {}

  enum Tier {
    FREE,
    PLUS
  }

  static OrderPlaced sample() {
    return new OrderPlaced(
        "ord-1a2b3c4d",
        "cust-9f8e7d6c",
        List.of(
            new Item("item-1", 2, new BigDecimal("12.99"), List.of()),
            new Item("item-2", 1, new BigDecimal("20.01"), List.of("gluten-free")),
            new Item("item-3", 12, new BigDecimal("0.49"), List.of("ripe", "organic"))),
        new Amount(new BigDecimal("51.87"), "USD"),
        Optional.of("Leave at the door"),
        new Slot(Instant.parse("2026-11-23T09:00:00Z"), Instant.parse("2026-11-23T11:00:00Z")),
        Tier.PLUS);
  }
}
