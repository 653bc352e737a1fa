// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.publish;

import io.busbar.core.BusbarException;
import org.jspecify.annotations.Nullable;

/** A request failed as a whole: none of its entries is on the bus. */
public final class TransportException extends BusbarException {
  private static final long serialVersionUID = 1L;
  private final String code;

  public TransportException(String code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** EventBridge's error code, or the simple name of the client's exception. */
  public String code() {
    return code;
  }

  public Fault fault() {
    return Fault.ofCode(code);
  }
}
