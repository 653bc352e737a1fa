// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import io.busbar.core.BusbarException;
import io.busbar.core.EventId;

/**
 * Another delivery of the same event is being handled right now; this one waits until it may be
 * done, and at most for the end of its lease. Not a failure, and no attempt.
 */
public final class DeliveryInProgressException extends BusbarException {
  private static final long serialVersionUID = 1L;

  public DeliveryInProgressException(String handlerId, EventId eventId) {
    super(
        String.format(
            "Handler %s is at work on event %s already, in another delivery.", handlerId, eventId),
        null);
  }
}
