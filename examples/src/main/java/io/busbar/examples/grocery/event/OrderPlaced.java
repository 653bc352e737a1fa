// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.grocery.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.busbar.core.EventType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An order, in the newest of the seven forms that it has had. {@link OrderPlacedHistory} brings the
 * others here.
 */
@EventType(source = "grocer.customer-web", name = "Order Placed", version = 7)
public record OrderPlaced(
    String orderId,
    @JsonProperty("customerIdV2") String customerId,
    @JsonProperty("itemsV2") List<Item> items,
    Amount totalAmount,
    Optional<String> note,
    Optional<Slot> deliverySlot,
    @JsonProperty("metadata") Application application) {

  /** The price of an item is not known for orders of the first three versions. */
  public record Item(String id, int quantity, Optional<BigDecimal> price, List<String> modifiers) {}

  public record Amount(BigDecimal value, String currency) {}

  public record Slot(Instant from, Instant to) {}

  /** The application that took the order. */
  public record Application(String source, String version) {}
}
