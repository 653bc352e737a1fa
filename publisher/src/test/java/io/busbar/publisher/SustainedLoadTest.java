// SPDX-License-Identifier: Apache-2.0
package io.busbar.publisher;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.core.BusbarConfig;
import io.busbar.core.OutgoingEvent;
import io.busbar.core.PublishResult;
import io.busbar.core.publish.Entry;
import io.busbar.core.publish.EntryResult;
import io.busbar.core.publish.EventTransport;
import io.busbar.core.publish.PublishPipeline;
import io.busbar.core.publish.TransportException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What a publisher keeps up, and what it does not let grow. Prints its figures. */
class SustainedLoadTest {
  private static final boolean EXHAUSTIVE = Boolean.getBoolean("busbar.exhaustive");
  private static final Duration LOAD = Duration.ofSeconds(EXHAUSTIVE ? 600 : 3);
  private static final Duration OUTAGE = Duration.ofSeconds(EXHAUSTIVE ? 30 : 2);
  private static final int EVENTS_A_SECOND = 6_000;
  private static final int CAPACITY = 10_000;
  private static final long MEGABYTE = 1 << 20;

  /** In three seconds the JVM is still loading classes. */
  private static final long NOISE = EXHAUSTIVE ? 0 : 10 * MEGABYTE;

  private static final byte[] DETAIL =
      ("{\"text\":\"" + "x".repeat(1_000) + "\"}").getBytes(StandardCharsets.UTF_8);

  private final PublishPipeline pipeline = PublishPipeline.of(BusbarConfig.of("payment"));
  private final Map<String, LongAdder> ends = new ConcurrentHashMap<>();

  @Test
  void keepsItsHeapFlatAtSixThousandEventsASecondAgainstABusThatTakesTwentyMilliseconds() {
    try (LatentEndpoint endpoint = new LatentEndpoint(Duration.ofMillis(20));
        Clients.Open open = Clients.ASYNC.open(endpoint.uri());
        EventBridgePublisher publisher = publisher(open.transport(), Duration.ofSeconds(5))) {
      List<Long> heap = new ArrayList<>();
      long begun = System.nanoTime();
      int events = 0;
      for (int fifth = 1; fifth <= 5; fifth++) {
        int end = Math.toIntExact(LOAD.toSeconds() * EVENTS_A_SECOND * fifth / 5);
        for (; events < end; events++) {
          publishInTime(publisher, begun, events);
        }
        awaitRest(publisher);
        heap.add(usedHeap());
      }
      double seconds = (System.nanoTime() - begun) / 1e9;

      System.out.printf(
          "publisher load: %d events, %.0f a second; used heap after GC (MB): %s%n",
          events, events / seconds, heap.stream().map(bytes -> bytes / MEGABYTE).toList());
      assertThat(count("Accepted")).isEqualTo(events);
      assertThat(endpoint.taken()).isEqualTo(events);
      assertThat(heap.get(4)).isLessThanOrEqualTo(heap.get(0) * 12 / 10 + NOISE);
    }
  }

  @Test
  void boundsItsHeapWhileTheBusIsDownAndRecoversByItself() {
    UnsteadyBus bus = new UnsteadyBus();
    try (EventBridgePublisher publisher = publisher(bus, Duration.ZERO)) {
      long before = usedHeap();
      bus.down.set(true);
      int events = publishFor(publisher, OUTAGE);
      long during = usedHeap();
      assertThat(publisher.health().details().get("events")).isEqualTo("10000 of 10000");
      bus.down.set(false);
      events += publishFor(publisher, Duration.ofSeconds(1));
      awaitRest(publisher);

      System.out.printf(
          "publisher outage: %d events, %d accepted, %d found the queue full; heap %d MB before,"
              + " %d MB during%n",
          events, count("Accepted"), count("QueueFull"), before / MEGABYTE, during / MEGABYTE);
      // Each of the events that it may hold has a kilobyte of detail, and as much around it.
      assertThat(during - before).isLessThan(CAPACITY * 4 * 1_024L);
      assertThat(bus.taken.get()).isEqualTo(count("Accepted")).isGreaterThan(CAPACITY / 2);
      assertThat(ends.values().stream().mapToLong(LongAdder::sum).sum()).isEqualTo(events);
    }
  }

  private EventBridgePublisher publisher(EventTransport transport, Duration queueTimeout) {
    return EventBridgePublisher.builder(transport, Events.BUS)
        .verifyBus(VerifyBus.OFF)
        .maxInFlight(32)
        .queueCapacity(CAPACITY)
        .queueTimeout(queueTimeout)
        .deadline(Duration.ofMinutes(2))
        .build(pipeline);
  }

  private int publishFor(EventBridgePublisher publisher, Duration time) {
    int due = Math.toIntExact(time.toMillis() * EVENTS_A_SECOND / 1_000);
    long begun = System.nanoTime();
    for (int i = 0; i < due; i++) {
      publishInTime(publisher, begun, i);
    }
    return due;
  }

  private void publishInTime(EventBridgePublisher publisher, long begun, int number) {
    long due = begun + number * 1_000_000_000L / EVENTS_A_SECOND;
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(Math.max(left, 1_000_000));
    }
    CompletableFuture<?> unused =
        publisher
            .publishAsync(OutgoingEvent.builder("grocer.payment", "PaymentCharged", DETAIL).build())
            .thenAccept(
                result -> ends.computeIfAbsent(end(result), end -> new LongAdder()).increment());
  }

  private long count(String end) {
    LongAdder count = ends.get(end);
    return count == null ? 0 : count.sum();
  }

  private static String end(PublishResult result) {
    return result instanceof PublishResult.Rejected rejected ? rejected.code() : "Accepted";
  }

  private static void awaitRest(EventBridgePublisher publisher) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> publisher.health().details().get("events").startsWith("0 of"));
  }

  /** As the collector left it: on a machine that stalls, others allocate before we could look. */
  private static long usedHeap() {
    System.gc();
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .mapToLong(pool -> pool.getCollectionUsage().getUsed())
        .sum();
  }

  /** A bus that can be down; remembers nothing but a number. */
  private static final class UnsteadyBus implements EventTransport {
    private final AtomicBoolean down = new AtomicBoolean();
    private final AtomicInteger taken = new AtomicInteger();

    @Override
    public CompletableFuture<List<EntryResult>> send(List<Entry> entries) {
      if (down.get()) {
        return CompletableFuture.failedFuture(
            new TransportException("ConnectException", "Connection refused.", null));
      }
      taken.addAndGet(entries.size());
      return CompletableFuture.completedFuture(ScriptedTransport.accepted(entries));
    }
  }
}
