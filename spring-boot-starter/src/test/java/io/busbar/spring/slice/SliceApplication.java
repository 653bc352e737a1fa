// SPDX-License-Identifier: Apache-2.0
package io.busbar.spring.slice;

import io.busbar.core.EventType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.PropertySource;

/** The application of whose components a slice takes those with handlers. */
@SpringBootApplication
@PropertySource("classpath:slice.properties")
public class SliceApplication {

  @EventType(source = "grocer.customer-web", name = "Order Placed", version = 1)
  public record OrderPlaced(String orderId) {}

  @EventType(source = "grocer.order-processing", name = "Order Accepted", version = 1)
  public record OrderAccepted(String orderId) {}

  @EventType(source = "grocer.order-processing", name = "Invoice Sent", version = 1)
  public record Invoice(String orderId, int price) {}
}
