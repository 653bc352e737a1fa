// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import io.busbar.core.IncomingEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the handlers of an event: by detail-type in a map, then by source, then by pattern.
 * Immutable.
 */
final class HandlerRegistry {
  private final Map<String, List<BoundHandler>> byDetailType = new HashMap<>();
  private final List<BoundHandler> all;
  private final @Nullable BoundHandler unhandled;

  HandlerRegistry(List<BoundHandler> handlers, @Nullable BoundHandler unhandled) {
    for (BoundHandler handler : handlers) {
      byDetailType
          .computeIfAbsent(handler.descriptor().match().detailType(), type -> new ArrayList<>())
          .add(handler);
    }
    this.all = new ArrayList<>(handlers);
    if (unhandled != null) {
      all.add(unhandled);
    }
    this.unhandled = unhandled;
  }

  List<BoundHandler> all() {
    return List.copyOf(all);
  }

  List<BoundHandler> takersOf(IncomingEvent event) {
    List<BoundHandler> candidates =
        byDetailType.getOrDefault(event.head().name().detailType(), List.of());
    List<BoundHandler> takers = takers(candidates, event);
    return takers.isEmpty() && unhandled != null ? List.of(unhandled) : takers;
  }

  /** Nearly always there is one candidate, and nothing is allocated then. */
  private static List<BoundHandler> takers(List<BoundHandler> candidates, IncomingEvent event) {
    return switch (candidates.size()) {
      case 0 -> candidates;
      case 1 -> candidates.get(0).takes(event) ? candidates : List.of();
      default -> candidates.stream().filter(handler -> handler.takes(event)).toList();
    };
  }
}
