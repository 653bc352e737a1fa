// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import io.busbar.core.EventPublisher;
import io.busbar.core.IncomingEvent;

/** A handler that is ready to run: its description and the whole chain around it. */
record BoundHandler(HandlerDescriptor descriptor, HandlerChain chain, EventPublisher publisher) {

  /** Whether it takes an event of its detail-type. */
  boolean takes(IncomingEvent event) {
    HandlerDescriptor.EventMatch match = descriptor.match();
    return match.takesSource(event.head().name().source())
        && (match.pattern() == null || match.pattern().matches(event.envelopeTree()));
  }
}
