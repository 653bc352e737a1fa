// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import io.busbar.core.ServiceLimits;
import io.busbar.core.publish.EntryResult;
import io.busbar.core.publish.PreparedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** An event that is being published, and what becomes of it. */
record PendingEvent(PreparedEvent event, CompletableFuture<EntryResult> fate) {

  static PendingEvent of(PreparedEvent event) {
    return new PendingEvent(event, new CompletableFuture<>());
  }

  /** Packs events into requests, in their order. */
  static List<List<PendingEvent>> requests(List<PendingEvent> events, ServiceLimits limits) {
    List<List<PendingEvent>> requests = new ArrayList<>();
    List<PendingEvent> request = new ArrayList<>();
    long bytes = 0;
    for (PendingEvent event : events) {
      int size = event.event().entry().size();
      boolean full =
          request.size() == limits.maxEntries() || bytes + size >= limits.maxRequestBytes();
      if (full && !request.isEmpty()) {
        requests.add(request);
        request = new ArrayList<>();
        bytes = 0;
      }
      request.add(event);
      bytes += size;
    }
    if (!request.isEmpty()) {
      requests.add(request);
    }
    return requests;
  }
}
