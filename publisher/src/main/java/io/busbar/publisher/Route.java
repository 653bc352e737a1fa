// SPDX-License-Identifier: Apache-2.0
package io.busbar.publisher;

import io.busbar.core.publish.EventTransport;

/** One of a router's Regions. Identity matters, so it is not a record. */
final class Route {
  private final String region;
  private final EventTransport transport;
  private final Breaker breaker;

  Route(String region, EventTransport transport, Breaker breaker) {
    this.region = region;
    this.transport = transport;
    this.breaker = breaker;
  }

  String region() {
    return region;
  }

  EventTransport transport() {
    return transport;
  }

  Breaker breaker() {
    return breaker;
  }

  /**
   * A request's way.
   *
   * @param probe whether the request tries out a Region that has been given up
   */
  record Ticket(Route route, boolean probe) {}
}
