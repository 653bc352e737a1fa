// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a part of the library is, for a health endpoint and for the person who reads it.
 *
 * @param part what speaks, as in {@code outbox} or {@code container orders-queue}
 * @param details facts in reading order; never a secret, never an event's detail
 */
public record Health(String part, Status status, Map<String, String> details) {

  /** From good to bad. */
  public enum Status {
    UP,
    /** Works, but not as it should: a circuit is half open, a backlog grows. */
    DEGRADED,
    DOWN
  }

  public Health {
    details = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(details));
  }
}
