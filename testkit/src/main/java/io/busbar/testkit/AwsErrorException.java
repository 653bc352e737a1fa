// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import io.busbar.core.BusbarException;

/** An error as the service of AWS answers it: its code and its text. */
public final class AwsErrorException extends BusbarException {
  private static final long serialVersionUID = 1L;
  private final String code;
  private final String text;

  public AwsErrorException(String code, String message) {
    super(message);
    this.code = code;
    this.text = message;
  }

  /**
   * As in the service model, without name space: {@code ValidationException}, {@code
   * QueueDoesNotExist}.
   */
  public String code() {
    return code;
  }

  /** HTTP's: 500 and 503 when the service is at fault, else 400. */
  public int status() {
    return switch (code) {
      case "InternalFailure", "InternalServiceError" -> 500;
      case "ServiceUnavailable" -> 503;
      default -> 400;
    };
  }

  /** As AWS sends it to the caller. */
  public String text() {
    return text;
  }
}
