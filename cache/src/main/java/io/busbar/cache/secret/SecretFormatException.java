// SPDX-License-Identifier: Apache-2.0
package io.busbar.cache.secret;

/** A secret is there, but its value is not what the caller expects. */
public final class SecretFormatException extends SecretException {

  private static final long serialVersionUID = 1L;

  SecretFormatException(String id, String what) {
    super(id, "Secret '" + id + "' " + what, null);
  }
}
