// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

/** What to do about an event that was not published. */
public enum Remedy {
  FIX_EVENT(
      "The event itself is not acceptable: correct the code that builds it. Publishing it again will not help."),
  FIX_PERMISSION(
      "The caller may not put this event on this bus: allow events:PutEvents for its role, and in the bus policy when the bus is another account's."),
  FIX_CONFIGURATION(
      "The publisher's configuration is wrong: correct the bus name, the Region, the endpoint or the credentials."),
  TRY_LATER(
      "EventBridge could not take it in time: publish it again with the same id, or use an outbox, which does that by itself."),
  MAY_BE_DUPLICATE(
      "It is not known whether EventBridge took it: publish it again with the same id; consumers recognise the duplicate by it.");

  private final String advice;

  Remedy(String advice) {
    this.advice = advice;
  }

  /** A full sentence for a person. */
  public String advice() {
    return advice;
  }
}
