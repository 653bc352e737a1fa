// SPDX-License-Identifier: Apache-2.0
package delivery;

import io.busbar.core.EventType;

@EventType(source = "grocer.customer-web", name = "Order Placed", version = 7)
record OrderPlaced(String orderId, String window) {}
