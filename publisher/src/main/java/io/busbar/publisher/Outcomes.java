// SPDX-License-Identifier: Apache-2.0
package io.busbar.publisher;

import io.busbar.core.Instruments;
import io.busbar.core.PublishResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells everybody what became of an event. Thread-safe. */
final class Outcomes {
  private static final Logger log = LoggerFactory.getLogger(EventBridgePublisher.class);
  private final Instruments instruments;

  Outcomes(Instruments instruments) {
    this.instruments = instruments;
  }

  void tell(Pending event, PublishResult result) {
    try {
      event.event().completed(result);
      instruments.published(event.entry().name(), event.entry().bus(), code(result));
    } catch (RuntimeException broken) {
      // They promise not to throw; an event must not be lost when one does.
      log.warn("A listener or an instrument failed on event {}", result.id(), broken);
    }
    // Last, so that whoever waits finds the rest done.
    event.result().complete(result);
  }

  private static String code(PublishResult result) {
    return result instanceof PublishResult.Rejected rejected
        ? rejected.code()
        : Instruments.NO_ERROR;
  }
}
