// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an outbox is, over all instances where the table tells, and of this one where only memory
 * does.
 *
 * @param backlog events in the table that are not known to be on the bus; delayed ones not counted
 * @param oldestAge of the backlog; null when there is none
 * @param delayed events whose time has not come
 * @param exhausted events that EventBridge has found faulty as often as allowed, and that keep
 *     their lanes blocked
 * @param dead events in {@code outbox_dead}
 * @param inFlight requests of this instance under way
 * @param openCircuits of this instance: why a bus takes nothing, by bus
 */
public record OutboxStatus(
    long backlog,
    @Nullable Duration oldestAge,
    long delayed,
    long exhausted,
    long dead,
    int inFlight,
    Map<String, String> openCircuits) {

  public OutboxStatus {
    openCircuits = Map.copyOf(openCircuits);
  }
}
