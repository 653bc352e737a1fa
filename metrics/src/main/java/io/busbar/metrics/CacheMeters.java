// SPDX-License-Identifier: Apache-2.0
package io.busbar.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What caches tell. Secrets are counted together: their names are nobody's business. */
final class CacheMeters {
  private final Vocabulary words;
  private final Family<Counter> fetches;
  private final Family<Counter> updates;
  private final Family<Counter> loads;
  private final Counter stale;

  CacheMeters(MeterRegistry registry, Vocabulary words) {
    this.words = words;
    this.fetches = Family.counters(BusbarMeter.SECRET_FETCHES, registry);
    this.updates = Family.counters(BusbarMeter.REPLICA_UPDATES, registry);
    this.loads = Family.counters(BusbarMeter.REPLICA_LOADS, registry);
    this.stale = Family.counters(BusbarMeter.SECRET_STALE, registry).get();
  }

  void secretFetched(String trigger, String errorCode) {
    fetches.get(words.result(trigger), words.error(errorCode)).increment();
  }

  void secretServedStale() {
    stale.increment();
  }

  void replicaApplied(String replica, String outcome) {
    updates.get(words.cache(replica), words.result(outcome)).increment();
  }

  void replicaLoaded(String replica, String errorCode) {
    loads.get(words.cache(replica), words.error(errorCode)).increment();
  }
}
