// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import io.busbar.core.Health;
import io.busbar.core.Health.Status;
import java.util.LinkedHashMap;
import java.util.Map;

/** Puts together what the relay knows of itself. */
final class OutboxHealth {
  private OutboxHealth() {}

  static Health of(Relay relay, boolean running) {
    Map<String, String> details = new LinkedHashMap<>();
    Backlog.Counts counts = relay.backlog().counts();
    details.put("relay", running ? "running" : "not running");
    details.put("inMemory", String.valueOf(counts.inMemory()));
    details.put("inTransactions", String.valueOf(counts.inTransactions()));
    details.put("moreInTable", counts.spilling() ? "yes" : "no");
    details.put("blockedLanes", String.valueOf(counts.blockedLanes()));
    details.put("inFlight", String.valueOf(relay.inFlight()));
    boolean trouble = circuits(relay, details);
    String database = relay.databaseTrouble();
    if (database != null) {
      details.put("database", database);
    }
    boolean degraded = trouble || database != null || counts.blockedLanes() > 0;
    return new Health(
        "outbox", !running ? Status.DOWN : degraded ? Status.DEGRADED : Status.UP, details);
  }

  /** Why buses take nothing. */
  static Map<String, String> openCircuits(Relay relay) {
    Map<String, String> open = new LinkedHashMap<>();
    for (BusQueue bus : relay.backlog().buses()) {
      String trouble = bus.circuit().trouble();
      if (trouble != null) {
        open.put(bus.bus(), trouble);
      }
    }
    return open;
  }

  /** Whether any circuit is open. */
  private static boolean circuits(Relay relay, Map<String, String> details) {
    boolean open = false;
    for (BusQueue bus : relay.backlog().buses()) {
      String trouble = bus.circuit().trouble();
      open |= trouble != null;
      details.put("circuit " + bus.bus(), trouble == null ? "closed" : "open, " + trouble);
    }
    return open;
  }
}
