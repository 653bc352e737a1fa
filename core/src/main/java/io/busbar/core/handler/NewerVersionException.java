// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import io.busbar.core.BusbarException;

/** An event is of a newer schema version than its handler, which does not tolerate that. */
public final class NewerVersionException extends BusbarException {
  private static final long serialVersionUID = 1L;

  NewerVersionException(String message) {
    super(message);
  }
}
