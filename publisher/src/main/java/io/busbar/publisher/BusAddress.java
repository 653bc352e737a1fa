// SPDX-License-Identifier: Apache-2.0
package io.busbar.publisher;

import io.busbar.core.publish.Entry;
import java.util.Set;

/** A bus that has twins: the ARN of the one stands for the other in its own Region. */
final class BusAddress {
  private static final int ARN_REGION = 3;

  private BusAddress() {}

  /**
   * The bus as it is called in a Region. A name is the same everywhere; of an ARN the Region is
   * replaced, if it is one of those that are twins.
   */
  static String in(String region, String bus, Set<String> twins) {
    if (!bus.startsWith("arn:")) {
      return bus;
    }
    String[] arn = bus.split(":", -1);
    if (arn.length <= ARN_REGION || !twins.contains(arn[ARN_REGION])) {
      return bus;
    }
    arn[ARN_REGION] = region;
    return String.join(":", arn);
  }

  static Entry in(String region, Entry entry, Set<String> twins) {
    String bus = in(region, entry.bus(), twins);
    return bus.equals(entry.bus()) ? entry : on(bus, entry);
  }

  private static Entry on(String bus, Entry entry) {
    return new Entry(
        entry.id(),
        entry.name(),
        bus,
        entry.detail(),
        entry.resources(),
        entry.time(),
        entry.orderingKey(),
        entry.deliverAt(),
        entry.traceHeader(),
        entry.traceContext(),
        entry.attachment());
  }
}
