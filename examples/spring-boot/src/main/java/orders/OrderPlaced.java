// SPDX-License-Identifier: Apache-2.0
package orders;

import io.busbar.core.EventType;

@EventType(source = "grocer.customer-web", name = "Order Placed", version = 7)
public record OrderPlaced(String orderId, String customerId) {}
