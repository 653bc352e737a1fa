// SPDX-License-Identifier: Apache-2.0
package io.busbar.cache.secret;

import io.busbar.core.BusbarException;
import org.jspecify.annotations.Nullable;

/** A secret cannot be had, or not as asked. The message never quotes a value. */
public abstract sealed class SecretException extends BusbarException
    permits SecretFormatException, SecretUnavailableException {

  private static final long serialVersionUID = 1L;

  private final String id;

  SecretException(String id, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.id = id;
  }

  /** The name or ARN of the secret. */
  public String id() {
    return id;
  }
}
