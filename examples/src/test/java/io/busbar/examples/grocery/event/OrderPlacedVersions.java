// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.grocery.event;

import com.fasterxml.jackson.annotation.JsonValue;
import io.busbar.core.EventType;
import io.busbar.schema.Constraints;
import io.busbar.schema.DeprecatedField;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What customer-web has sent, version by version. A service needs the record of the newest only;
 * the older ones stand here because their schemas were made of them.
 */
final class OrderPlacedVersions {
  static final String SOURCE = "grocer.customer-web";
  static final String NAME = "Order Placed";

  private OrderPlacedVersions() {}

  @Constraints(pattern = "^ord-[0-9a-f]{8}$")
  record OrderId(@JsonValue String value) {}

  @Constraints(pattern = "^cust-[0-9a-f]{8}$")
  record CustomerId(@JsonValue String value) {}

  record Slot(Instant from, Instant to) {}

  /** The price of an item is not known for orders of the first three versions. */
  record Item(
      String id,
      @Constraints(minimum = "1") int quantity,
      Optional<BigDecimal> price,
      List<String> modifiers) {}

  record Amount(BigDecimal value, @Constraints(pattern = "^[A-Z]{3}$") String currency) {}

  record Application(String source, String version) {}

  @EventType(source = SOURCE, name = NAME, version = 1)
  record V1(OrderId orderId, CustomerId customerId, List<String> items, BigDecimal total) {}

  @EventType(source = SOURCE, name = NAME, version = 2)
  record V2(
      OrderId orderId,
      CustomerId customerId,
      List<String> items,
      BigDecimal total,
      Optional<String> note) {}

  @EventType(source = SOURCE, name = NAME, version = 3)
  record V3(
      OrderId orderId,
      CustomerId customerId,
      List<String> items,
      BigDecimal total,
      Optional<String> note,
      Optional<Slot> deliverySlot) {}

  @EventType(source = SOURCE, name = NAME, version = 4)
  record V4(
      OrderId orderId,
      CustomerId customerId,
      @DeprecatedField(since = 4, replacedBy = "itemsV2") List<String> items,
      List<Item> itemsV2,
      BigDecimal total,
      Optional<String> note,
      Optional<Slot> deliverySlot) {}

  @EventType(source = SOURCE, name = NAME, version = 5)
  record V5(
      OrderId orderId,
      CustomerId customerId,
      @DeprecatedField(since = 4, replacedBy = "itemsV2") List<String> items,
      List<Item> itemsV2,
      @DeprecatedField(since = 5, replacedBy = "totalAmount") BigDecimal total,
      Amount totalAmount,
      Optional<String> note,
      Optional<Slot> deliverySlot) {}

  @EventType(source = SOURCE, name = NAME, version = 6)
  record V6(
      OrderId orderId,
      CustomerId customerId,
      @DeprecatedField(since = 4, replacedBy = "itemsV2") List<String> items,
      List<Item> itemsV2,
      @DeprecatedField(since = 5, replacedBy = "totalAmount") BigDecimal total,
      Amount totalAmount,
      Application metadata,
      Optional<String> note,
      Optional<Slot> deliverySlot) {}

  @EventType(source = SOURCE, name = NAME, version = 7)
  record V7(
      OrderId orderId,
      @DeprecatedField(since = 7, replacedBy = "customerIdV2") CustomerId customerId,
      @Constraints(pattern = "^usr_") String customerIdV2,
      @DeprecatedField(since = 4, replacedBy = "itemsV2") List<String> items,
      List<Item> itemsV2,
      @DeprecatedField(since = 5, replacedBy = "totalAmount") BigDecimal total,
      Amount totalAmount,
      Application metadata,
      Optional<String> note,
      Optional<Slot> deliverySlot) {}
}
