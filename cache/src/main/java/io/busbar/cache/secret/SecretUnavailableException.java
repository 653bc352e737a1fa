// SPDX-License-Identifier: Apache-2.0
package io.busbar.cache.secret;

import org.jspecify.annotations.Nullable;

/** A secret cannot be had now: its source refuses it or does not answer. */
public sealed class SecretUnavailableException extends SecretException
    permits SecretStaleException {

  private static final long serialVersionUID = 1L;

  private final SecretSourceException.Reason reason;

  SecretUnavailableException(
      String id, SecretSourceException.Reason reason, String message, @Nullable Throwable cause) {
    super(id, message, cause);
    this.reason = reason;
  }

  public SecretSourceException.Reason reason() {
    return reason;
  }
}
