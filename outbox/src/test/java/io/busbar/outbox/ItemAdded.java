// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import io.busbar.core.EventType;
import io.busbar.core.OutgoingEvent;

/** The event of these tests. */
@EventType(source = "grocer.test", name = "Item Added")
record ItemAdded(String item) {

  /** An event that must keep its place among those of its key. */
  static OutgoingEvent keyed(String item, String key) {
    return OutgoingEvent.builder(new ItemAdded(item)).orderingKey(key).build();
  }
}
