// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.scenario;

import java.time.Duration;

/** The faults that a scenario can have; import them statically. */
public final class Faults {

  private Faults() {}

  /**
   * This share of the deliveries to queues comes twice, as EventBridge and SQS allow themselves.
   */
  public static Fault duplicate(double share) {
    return new Fault.Duplicate(share);
  }

  /** A message may arrive up to so many places before its turn. */
  public static Fault reorder(int places) {
    return new Fault.Reorder(places);
  }

  /** Every delivery to a queue takes between {@code min} and {@code max} of virtual time. */
  public static Fault delay(Duration min, Duration max) {
    return new Fault.Delay(min, max);
  }

  /** This share of the requests of PutEvents is refused with {@code ThrottlingException}. */
  public static Fault throttlePutEvents(double share) {
    return new Fault.ThrottlePutEvents(share);
  }

  /** This share of the entries of PutEvents fails with {@code InternalFailure}. */
  public static Fault failEntries(double share) {
    return new Fault.FailEntries(share);
  }

  /**
   * Fails entries by their place in the order in which they are sent, retries included: {@code
   * failEntries("x..x")} fails the first and the fourth. Entries behind the mask pass.
   */
  public static Fault failEntries(String mask) {
    return new Fault.FailEntriesByMask(mask);
  }

  /** This share of the requests of PutEvents is taken, and the caller runs into a time-out. */
  public static Fault loseAnswers(double share) {
    return new Fault.LoseAnswers(share);
  }

  /**
   * After this share of the deliveries the service dies: its handlers have run, their events are
   * out, and the message is not deleted. It comes again when its visibility time-out ends.
   */
  public static Fault crashBeforeAck(double share) {
    return new Fault.CrashBeforeAck(share);
  }

  /**
   * A fault that strikes in this account only: the requests of its services to PutEvents, and what
   * its queues get.
   */
  public static Fault in(String account, Fault fault) {
    return new Fault.InAccount(account, fault);
  }

  /** Nothing of this account answers for so long, from the start. */
  public static Fault outage(String account, Duration duration) {
    return outage(account, Duration.ZERO, duration);
  }

  /**
   * Nothing of this account answers for so long, from {@code after} on: its services stand still,
   * its buses and queues take nothing.
   */
  public static Fault outage(String account, Duration after, Duration duration) {
    return new Fault.Outage(account, after, duration);
  }
}
