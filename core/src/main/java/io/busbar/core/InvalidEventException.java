// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

/** An event that EventBridge would refuse, noticed before it was sent. */
public final class InvalidEventException extends BusbarException {
  private static final long serialVersionUID = 1L;
  private final String code;

  /**
   * Says what is wrong with the event.
   *
   * @param code EventBridge's own where it has one: {@code MalformedDetail}, {@code
   *     InvalidArgument}
   */
  public InvalidEventException(String code, String message) {
    super(message);
    this.code = code;
  }

  public String code() {
    return code;
  }

  /** The same as an answer, for those who do not throw. */
  public PublishResult.Rejected rejected(EventId id) {
    return new PublishResult.Rejected(id, code, String.valueOf(getMessage()), Remedy.FIX_EVENT);
  }
}
