// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.outbox.ours;

import io.busbar.benchmarks.outbox.workload.Bus;
import io.busbar.core.ServiceLimits;
import io.busbar.core.publish.Entry;
import io.busbar.core.publish.EntryResult;
import io.busbar.core.publish.EventTransport;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** The bus as a transport: each call takes its latency, however many events it carries. */
final class BusTransport implements EventTransport {
  private final Bus bus;
  private final ServiceLimits limits;
  private final Executor later;

  BusTransport(Bus bus, int batch) {
    this.bus = bus;
    this.later =
        CompletableFuture.delayedExecutor(bus.latencyNanos(), TimeUnit.NANOSECONDS, Runnable::run);
    this.limits =
        new ServiceLimits(
            batch,
            ServiceLimits.EVENTBRIDGE.maxRequestBytes(),
            ServiceLimits.EVENTBRIDGE.maxResourceLength());
  }

  @Override
  public ServiceLimits limits() {
    return limits;
  }

  @Override
  public CompletableFuture<List<EntryResult>> send(List<Entry> entries) {
    if (bus.latencyNanos() == 0) {
      return CompletableFuture.completedFuture(accept(entries));
    }
    return CompletableFuture.supplyAsync(() -> accept(entries), later);
  }

  private List<EntryResult> accept(List<Entry> entries) {
    entries.forEach(entry -> bus.accepted(Numbers.of(entry.detail().utf8())));
    return entries.stream()
        .<EntryResult>map(entry -> new EntryResult.Accepted("accepted"))
        .toList();
  }
}
