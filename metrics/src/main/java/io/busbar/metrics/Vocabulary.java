// SPDX-License-Identifier: Apache-2.0
package io.busbar.metrics;

import io.busbar.core.EventName;

/** The values of all tags, each within its bound. Thread-safe. */
final class Vocabulary {
  private static final String BUS_ARN = ":event-bus/";
  private final EventTags events = new EventTags();
  private final BoundedValues buses = new BoundedValues();
  private final BoundedValues queues = new BoundedValues();
  private final BoundedValues errors = new BoundedValues();
  private final BoundedValues handlers = new BoundedValues();
  private final BoundedValues caches = new BoundedValues();
  private final BoundedValues results = new BoundedValues();
  private final BoundedValues fields = new BoundedValues();

  EventTags.Values event(EventName name) {
    return events.of(name);
  }

  /** A bus that is given as an ARN goes by its name. */
  String bus(String bus) {
    int arn = bus.lastIndexOf(BUS_ARN);
    return buses.of(arn < 0 ? bus : bus.substring(arn + BUS_ARN.length()));
  }

  String queue(String queue) {
    return queues.of(queue);
  }

  String error(String code) {
    return errors.of(code);
  }

  String handler(String handlerId) {
    return handlers.of(handlerId);
  }

  String cache(String name) {
    return caches.of(name);
  }

  /** The path of a deprecated field. */
  String field(String path) {
    return fields.of(path);
  }

  /** Outcomes, triggers and the like: few by nature, and bounded all the same. */
  String result(String result) {
    return results.of(result);
  }
}
