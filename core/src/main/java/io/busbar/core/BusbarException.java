// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import org.jspecify.annotations.Nullable;

/**
 * The root of what this library throws: surprises and mistakes of the configuration. What is to be
 * expected, such as an event that EventBridge refuses, is a result instead.
 */
public abstract class BusbarException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  protected BusbarException(String message) {
    super(message);
  }

  protected BusbarException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
