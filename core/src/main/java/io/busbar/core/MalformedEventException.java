// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

/**
 * What has arrived cannot be read: it is no EventBridge envelope, or its detail does not fit the
 * handler's record. The text names the place, never a value: values are personal data.
 */
public final class MalformedEventException extends BusbarException {
  private static final long serialVersionUID = 1L;

  public MalformedEventException(String message) {
    super(message);
  }
}
