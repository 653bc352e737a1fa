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
 * @param lease for how long the delivery is ours
 */
public record Delivery(
    String body,
    String deliveryId,
    int receiveCount,
    Map<String, String> attributes,
    DeliveryLease lease) {
  /**
   * The attribute by which a dead letter names the handler that has failed. A delivery that has it
   * comes back from the dead letters, by whatever way, and is for that handler only.
   */
  public static final String ONLY_HANDLER = "busbar.handler";

  /** The attribute by which a dead letter tells how often the handler was tried. */
  public static final String EARLIER_ATTEMPTS = "busbar.attempts";

  /** The attribute by which a container tells the name of its queue. */
  public static final String QUEUE = "busbar.queue";

  /** SQS's attribute: when the message came into the queue, in milliseconds since 1970. */
  public static final String SENT_TIMESTAMP = "SentTimestamp";

  public Delivery {
    attributes = Map.copyOf(attributes);
    if (receiveCount < 1) {
      throw new IllegalArgumentException(
          "A delivery counts from 1, but its receive count was " + receiveCount + ".");
    }
  }

  /** A delivery of a transport that leases nothing. */
  public Delivery(
      String body, String deliveryId, int receiveCount, Map<String, String> attributes) {
    this(body, deliveryId, receiveCount, attributes, DeliveryLease.UNLIMITED);
  }

  /** What was tried before a redrive does not count; whoever redrives wants it tried again. */
  int earlierAttempts() {
    return (int) number(EARLIER_ATTEMPTS, 6, 0);
  }

  /** When the message came into the queue, in milliseconds since 1970; -1 when it does not say. */
  long sentAtMillis() {
    return number(SENT_TIMESTAMP, 15, -1);
  }

  /** What an attribute of at most so many digits says; anything else says nothing. */
  private long number(String attribute, int digits, long otherwise) {
    String text = attributes.getOrDefault(attribute, "");
    if (text.isEmpty() || text.length() > digits) {
      return otherwise;
    }
    long number = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return otherwise;
      }
      number = 10 * number + (c - '0');
    }
    return number;
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
