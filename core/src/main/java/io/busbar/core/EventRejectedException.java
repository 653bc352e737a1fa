// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

/** An event is not on the bus, and the caller has said that nothing else will do. */
public final class EventRejectedException extends BusbarException {
  private static final long serialVersionUID = 1L;
  private final transient PublishResult.Rejected result;

  public EventRejectedException(PublishResult.Rejected result) {
    super(
        String.format(
            "Event %s was not published: %s: %s %s",
            result.id(), result.code(), result.message(), result.remedy().advice()));
    this.result = result;
  }

  public PublishResult.Rejected result() {
    return result;
  }
}
