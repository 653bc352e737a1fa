// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.publisher;

import io.busbar.core.EventType;
import java.util.List;

/** An event of the usual size: its detail has some 450 bytes. */
@EventType(source = OrderPlaced.SOURCE, name = OrderPlaced.DETAIL_TYPE, version = 7)
record OrderPlaced(
    String orderId,
    String customerId,
    String currency,
    long totalCents,
    String deliveryWindow,
    List<Item> items) {

  static final String SOURCE = "grocer.customer-web";
  static final String DETAIL_TYPE = "OrderPlaced";

  /** One line of the order. */
  record Item(String sku, String name, int quantity, int unitCents) {}

  static OrderPlaced number(long number) {
    return new OrderPlaced(
        "ord-" + number,
        "cus-8c1f2e3d4b5a",
        "EUR",
        8_435,
        "2026-11-24T08:00/2026-11-24T10:00",
        List.of(
            new Item("sku-apples-1kg", "Apples, red, 1 kg", 2, 349),
            new Item("sku-milk-1l", "Milk, whole, 1 l", 6, 129),
            new Item("sku-bread-500", "Bread, rye, 500 g", 1, 299)));
  }
}
