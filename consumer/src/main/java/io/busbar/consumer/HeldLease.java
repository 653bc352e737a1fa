// SPDX-License-Identifier: Apache-2.0
package io.busbar.consumer;

import io.busbar.core.TimeSource;
import io.busbar.core.handler.DeliveryLease;
import java.time.Instant;

/** What a handler can know about its message: whether it is still hidden from others. */
record HeldLease(HeldMessage message, TimeSource time, Instant deadline) implements DeliveryLease {
  @Override
  public boolean isLost() {
    return message.isLeaseLost(time.nanoTime());
  }
}
