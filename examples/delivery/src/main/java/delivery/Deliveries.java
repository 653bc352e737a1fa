// SPDX-License-Identifier: Apache-2.0
package delivery;

import io.busbar.core.handler.EventHandler;

final class Deliveries {

  @EventHandler(id = "plan-delivery")
  DeliveryPlanned plan(OrderPlaced order) {
    return new DeliveryPlanned(order.orderId(), van(order.window()));
  }

  private static String van(String window) {
    return switch (window) {
      case "MORNING" -> "van-1";
      case "EVENING" -> "van-2";
      default ->
          throw new IllegalArgumentException("No van drives in the window '" + window + "'.");
    };
  }
}
