// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import io.busbar.core.ServiceLimits;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** The queue of each bus that an event has been stored for. Guarded by the {@link Backlog}. */
final class BusQueues {
  private final Map<String, BusQueue> buses = new LinkedHashMap<>();
  private final int maxInFlight;
  private final RandomGenerator random;

  BusQueues(int maxInFlight, RandomGenerator random) {
    this.maxInFlight = maxInFlight;
    this.random = random;
  }

  BusQueue of(StoredEntry row) {
    return buses.computeIfAbsent(row.entry().bus(), bus -> new BusQueue(bus, random, maxInFlight));
  }

  List<BusQueue> all() {
    return List.copyOf(buses.values());
  }

  /** Rows for one request, in flight from now on. Empty when nothing can go. */
  static List<StoredEntry> take(BusQueue bus, Rows rows, ServiceLimits limits, long now) {
    Batch batch = new Batch(limits);
    for (StoredEntry row = bus.peek(now); row != null; row = bus.peek(now)) {
      boolean mayGo = rows.mayGo(row);
      if (mayGo && !batch.takes(row)) {
        break;
      }
      bus.remove(row);
      if (mayGo) {
        rows.depart(row);
        batch.add(row);
      }
    }
    return batch.rows();
  }
}
