// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.outbox.workload;

import java.math.BigDecimal;

/** An event of the usual size: about 300 bytes as JSON. */
public record OrderPlaced(
    long number,
    String orderId,
    String userId,
    String street,
    String city,
    String remark,
    BigDecimal total) {

  /** The event of a number. */
  public static OrderPlaced of(long number) {
    return new OrderPlaced(
        number,
        "order-" + number,
        "user-" + number % 1000,
        "17 Long Lane, third door behind the bakery",
        "Springfield",
        "Please leave it with the neighbours when nobody answers the door; ring twice, the bell is weak.",
        BigDecimal.valueOf(number % 10_000, 2));
  }
}
