// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.evolution;

import io.busbar.core.BusbarException;
import io.busbar.core.EventName;
import org.jspecify.annotations.Nullable;

/**
 * An event could not be brought to the handler's version: a step failed, or the chain does not
 * reach that far. Trying again does not help. The text never holds the detail.
 */
public final class UpcastException extends BusbarException {

  private static final long serialVersionUID = 1L;

  private UpcastException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  static UpcastException unreachable(String missingStep) {
    return new UpcastException(missingStep, null);
  }

  static UpcastException failedStep(EventName event, int from, RuntimeException cause) {
    String text =
        "step(%d) of the upcaster chain of %s failed with %s. Correct the step, then redrive the event; it is unchanged.";
    return new UpcastException(text.formatted(from, event, cause.getClass().getName()), cause);
  }

  static UpcastException nothingReturned(EventName event, int from) {
    String text =
        "step(%d) of the upcaster chain of %s returned null. Return the detail, changed or not, then redrive the event.";
    return new UpcastException(text.formatted(from, event), null);
  }
}
