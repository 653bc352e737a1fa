// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.routing;

/**
 * How events travel from bus to bus: an event that came from another bus is not forwarded to a
 * third one (EventBridge User Guide, sending events between accounts and Regions). Immutable.
 *
 * @param directPutIsHop whether PutEvents to the bus of another account already is the one hop.
 *     AWS's documentation does not say; {@link #EVENTBRIDGE} has false
 */
public record HopRules(boolean directPutIsHop) {

  /** What is known of EventBridge, and for the rest the default: a direct put is no hop. */
  public static final HopRules EVENTBRIDGE = new HopRules(false);

  private static final int MAX_HOPS = 1;

  /**
   * The hops that an event has when it is put.
   *
   * @param callerAccount whose credentials PutEvents was called with
   */
  public int hopsWhenPut(String callerAccount, Arn bus) {
    return directPutIsHop && !callerAccount.equals(bus.account()) ? 1 : 0;
  }

  /**
   * What becomes of an event that a rule sends on.
   *
   * @param hops what the event has had: from {@link #hopsWhenPut} or {@link Hop.Forwarded#hops}
   * @param from the bus whose rule matched
   * @param to the bus that the rule targets
   */
  public Hop forward(int hops, Arn from, Arn to) {
    return hops >= MAX_HOPS
        ? new Hop.Dropped(from, to)
        : new Hop.Forwarded(!from.region().equals(to.region()), hops + 1);
  }
}
