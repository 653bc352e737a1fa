// SPDX-License-Identifier: Apache-2.0
package io.busbar.consumer;

import io.busbar.core.EventType;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** The event of this module's tests. */
@EventType(source = "grocer.customer-web", name = "Order Placed")
record OrderPlaced(String orderId) {

  /** As EventBridge puts it into a queue. */
  static String envelope(String orderId) {
    return """
        {"version":"0","id":"%s","detail-type":"Order Placed","source":"grocer.customer-web",\
        "account":"111111111111","time":"2026-11-23T06:00:00Z","region":"us-east-1","resources":[],\
        "detail":{"orderId":"%s"}}"""
        .formatted(UUID.randomUUID(), orderId);
  }

  /** Ids o-1, o-2, … */
  static List<String> ids(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> "o-" + i).toList();
  }
}
