// SPDX-License-Identifier: Apache-2.0
package io.busbar.spring.slice;

import io.busbar.core.handler.EventHandler;
import io.busbar.spring.slice.SliceApplication.OrderAccepted;
import io.busbar.spring.slice.SliceApplication.OrderPlaced;
import org.springframework.stereotype.Component;

@Component
public class AcceptOrder {
  @EventHandler
  OrderAccepted on(OrderPlaced order) {
    return new OrderAccepted(order.orderId());
  }
}
