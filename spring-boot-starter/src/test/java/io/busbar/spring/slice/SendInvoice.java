// SPDX-License-Identifier: Apache-2.0
package io.busbar.spring.slice;

import io.busbar.core.handler.EventHandler;
import io.busbar.spring.slice.SliceApplication.Invoice;
import io.busbar.spring.slice.SliceApplication.OrderAccepted;
import org.springframework.stereotype.Component;

@Component
public class SendInvoice {
  private final Prices prices;

  SendInvoice(Prices prices) {
    this.prices = prices;
  }

  @EventHandler
  Invoice on(OrderAccepted order) {
    return new Invoice(order.orderId(), prices.of(order.orderId()));
  }
}
