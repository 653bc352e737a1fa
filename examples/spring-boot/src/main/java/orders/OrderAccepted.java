// SPDX-License-Identifier: Apache-2.0
package orders;

import io.busbar.core.EventType;

@EventType(source = "grocer.order-processing", name = "Order Accepted", version = 1)
public record OrderAccepted(String orderId) {}
