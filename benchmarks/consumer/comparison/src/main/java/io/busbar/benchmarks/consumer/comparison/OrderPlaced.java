// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.consumer.comparison;

import io.busbar.core.EventType;
import java.util.List;

/** The event as a service on Busbar declares it. */
@EventType(source = "grocer.customer-web", name = "OrderPlaced", version = 7)
public record OrderPlaced(
    String orderId,
    String customerId,
    String currency,
    long totalCents,
    String deliveryWindow,
    List<Item> items) {

  /** One line of the order. */
  public record Item(String sku, String name, int quantity, int unitCents) {}
}
