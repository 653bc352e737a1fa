// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.tracing;

import io.busbar.core.EventType;

/** The event of all sides. */
@EventType(source = "grocer.customer-web", name = "Order Placed")
record OrderPlaced(String orderId, String customerId, int total, String note) {
  static OrderPlaced sample() {
    return new OrderPlaced("ord-1a2b3c4d", "usr-42", 4599, "Leave it with the neighbour, please.");
  }
}
