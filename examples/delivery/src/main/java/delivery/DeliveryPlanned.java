// SPDX-License-Identifier: Apache-2.0
package delivery;

import io.busbar.core.EventType;

@EventType(source = "grocer.delivery", name = "Delivery Planned", version = 1)
record DeliveryPlanned(String orderId, String van) {}
