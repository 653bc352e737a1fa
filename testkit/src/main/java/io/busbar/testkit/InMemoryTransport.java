// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import io.busbar.core.ServiceLimits;
import io.busbar.core.publish.Entry;
import io.busbar.core.publish.EntryResult;
import io.busbar.core.publish.EventTransport;
import io.busbar.core.publish.TransportException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The port's door to {@link Region#putEvents}. */
final class InMemoryTransport implements EventTransport {
  private final Region caller;
  private final EventTransport direct = this::put;

  InMemoryTransport(Region caller) {
    this.caller = caller;
  }

  @Override
  public CompletableFuture<List<EntryResult>> send(List<Entry> entries) {
    return caller.account().organization().engine().faults().send(caller, entries, direct);
  }

  private CompletableFuture<List<EntryResult>> put(List<Entry> entries) {
    try {
      List<PutEventsEntry> request = entries.stream().map(InMemoryTransport::entry).toList();
      return CompletableFuture.completedFuture(caller.putEvents(request));
    } catch (AwsErrorException refused) {
      return CompletableFuture.failedFuture(
          new TransportException(refused.code(), refused.text(), refused));
    }
  }

  @Override
  public ServiceLimits limits() {
    return caller.account().organization().limits().putEvents();
  }

  static PutEventsEntry entry(Entry entry) {
    return new PutEventsEntry(
        entry.name().source(),
        entry.name().detailType(),
        entry.detail().json(),
        entry.resources(),
        entry.time(),
        entry.bus(),
        entry.traceHeader());
  }

  @Override
  public String toString() {
    return "in-memory transport of " + caller;
  }
}
