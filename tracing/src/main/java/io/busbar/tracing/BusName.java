// SPDX-License-Identifier: Apache-2.0
package io.busbar.tracing;

import io.busbar.core.publish.PublishKind;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A bus as spans call it: by its name, also when it was given as an ARN.
 *
 * @param publish the name of a span that publishes
 * @param create the name of a span that makes an event which is published later, or with others
 */
record BusName(String name, String publish, String create) {
  private static final String ARN_PART = ":event-bus/";

  private static BusName of(String bus) {
    int arn = bus.lastIndexOf(ARN_PART);
    String name = arn < 0 ? bus : bus.substring(arn + ARN_PART.length());
    return new BusName(name, "publish " + name, "create " + name);
  }

  String span(PublishKind kind) {
    return kind == PublishKind.SINGLE ? publish : create;
  }

  /** Remembers the few names that a service uses. Thread-safe. */
  static final class Names {
    private static final int MOST = 100;
    private final Map<String, BusName> known = new ConcurrentHashMap<>();

    BusName of(String bus) {
      BusName name = known.get(bus);
      if (name == null) {
        name = BusName.of(bus);
        if (known.size() < MOST) {
          known.put(bus, name);
        }
      }
      return name;
    }
  }
}
