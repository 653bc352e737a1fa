// SPDX-License-Identifier: Apache-2.0
package io.busbar.cache.secret;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The value that is there has passed its hard limit of age, and the source gives no newer one. */
public final class SecretStaleException extends SecretUnavailableException {

  private static final long serialVersionUID = 1L;

  private final Duration age;

  SecretStaleException(
      String id,
      SecretSourceException.Reason reason,
      Duration age,
      String message,
      @Nullable Throwable cause) {
    super(id, reason, message, cause);
    this.age = age;
  }

  /** How long ago the source gave the value. */
  public Duration age() {
    return age;
  }
}
