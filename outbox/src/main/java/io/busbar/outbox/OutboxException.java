// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import io.busbar.core.BusbarException;
import org.jspecify.annotations.Nullable;

/** The database did not do what the outbox asked of it. */
public final class OutboxException extends BusbarException {
  private static final long serialVersionUID = 1L;

  OutboxException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
