// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import java.util.Map;

/**
 * One arrival of an event at a service, as its transport tells of it.
 *
 * @param body the envelope's text
 * @param deliveryId the transport's own id, for logs
 * @param receiveCount how often the transport has delivered it, this time included; at least 1
 * @param attributes the transport's attributes
 */
public record Delivery(
    String body, String deliveryId, int receiveCount, Map<String, String> attributes) {

  public Delivery {
    attributes = Map.copyOf(attributes);
    if (receiveCount < 1) {
      throw new IllegalArgumentException(
          "A delivery counts from 1, but its receive count was " + receiveCount + ".");
    }
  }

  /** Without the body and the attributes, which hold personal data: this ends up in logs. */
  @Override
  public String toString() {
    return "Delivery[" + deliveryId + ", received " + receiveCount + " times]";
  }

  /** A first delivery without attributes. */
  public static Delivery of(String body, String deliveryId) {
    return new Delivery(body, deliveryId, 1, Map.of());
  }
}
