// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import io.busbar.core.routing.HopRules;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** What drives an organization, apart from what there is in it. Its parts know each other. */
final class Engine {
  private final long seed;
  private final State state;
  private final boolean enforcesPolicies;
  private final HopRules hops;
  private final Duration ruleChangeDelay;
  private final TraceLog trace;
  private final Arrivals arrivals = new Arrivals();
  private final KnownArns arns = new KnownArns();
  private final Journal journal;
  private final Obligations obligations;
  private final Outages outages;
  private final Quiescence quiescence;
  private volatile FaultSource faults = FaultSource.NONE;

  Engine(InMemoryOrganizationBuilder builder) {
    this.seed = builder.seed == null ? ThreadLocalRandom.current().nextLong() : builder.seed;
    this.state = new State(builder.time, seed);
    this.enforcesPolicies = builder.enforcePolicies;
    this.hops = builder.hops;
    this.ruleChangeDelay = builder.ruleChangeDelay;
    this.trace = new TraceLog(state, builder.journalCapacity);
    this.journal = new Journal(state, builder.journalCapacity, trace);
    this.obligations = new Obligations(state);
    this.outages = new Outages(state);
    this.quiescence = new Quiescence(state, obligations);
  }

  long seed() {
    return seed;
  }

  State state() {
    return state;
  }

  boolean enforcesPolicies() {
    return enforcesPolicies;
  }

  HopRules hops() {
    return hops;
  }

  Duration ruleChangeDelay() {
    return ruleChangeDelay;
  }

  TraceLog trace() {
    return trace;
  }

  KnownArns arns() {
    return arns;
  }

  Arrivals arrivals() {
    return arrivals;
  }

  Journal journal() {
    return journal;
  }

  Obligations obligations() {
    return obligations;
  }

  Outages outages() {
    return outages;
  }

  Quiescence quiescence() {
    return quiescence;
  }

  FaultSource faults() {
    return faults;
  }

  void faults(FaultSource newFaults) {
    faults = newFaults;
  }

  /** Called under the lock. */
  void clear() {
    arrivals.clear();
    journal.clear();
    trace.clear();
    obligations.clear();
    outages.clear();
    quiescence.clear();
  }
}
