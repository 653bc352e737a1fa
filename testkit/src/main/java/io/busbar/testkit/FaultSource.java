// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import io.busbar.core.publish.Entry;
import io.busbar.core.publish.EntryResult;
import io.busbar.core.publish.EventTransport;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Decides what goes wrong in an {@link InMemoryOrganization}, each time that something may. It is
 * to faults what {@code TimeSource} is to time. Those of scenarios are in {@code
 * io.busbar.testkit.scenario}.
 *
 * <p>{@link #arrivals} is asked under the organization's lock: answer from memory, and call nothing
 * of the organization.
 */
public interface FaultSource {

  /** Nothing goes wrong. */
  FaultSource NONE = new FaultSource() {};

  /**
   * A service calls PutEvents through the port.
   *
   * @param transport does what the call says
   */
  default CompletableFuture<List<EntryResult>> send(
      Region caller, List<Entry> entries, EventTransport transport) {
    return transport.send(entries);
  }

  /** A rule delivers an event to a queue: one arrival for each copy that gets there. */
  default List<Arrival> arrivals(Queue queue, TracedEvent event) {
    return List.of(Arrival.IN_ORDER);
  }

  /**
   * Handlers are done with an event. Whether the service dies before it has deleted the message, so
   * that the message comes again.
   */
  default boolean losesAcknowledgement(Queue queue, TracedEvent event) {
    return false;
  }
}
