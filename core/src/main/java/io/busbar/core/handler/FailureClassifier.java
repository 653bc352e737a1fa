// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import io.busbar.core.EventRejectedException;
import io.busbar.core.InvalidEventException;
import io.busbar.core.MalformedEventException;
import io.busbar.core.Remedy;
import io.busbar.core.evolution.UpcastException;

/** Decides whether trying again can help. Must be thread-safe and must not throw. */
@FunctionalInterface
public interface FailureClassifier {

  /** True when the same event will fail in the same way for ever. */
  boolean isFatal(Throwable failure);

  /**
   * The default: an event that cannot be read or upcast, an event that the handler built and
   * EventBridge refuses for what is in it, and {@link IllegalArgumentException} (validation) are
   * fatal. Everything else may pass the next time: I/O, time-outs, throttling, and errors of the
   * machine.
   */
  static FailureClassifier standard() {
    return failure ->
        failure instanceof MalformedEventException
            || failure instanceof UpcastException
            || failure instanceof InvalidEventException
            || failure instanceof IllegalArgumentException
            || (failure instanceof EventRejectedException rejected
                && rejected.result().remedy() == Remedy.FIX_EVENT);
  }
}
