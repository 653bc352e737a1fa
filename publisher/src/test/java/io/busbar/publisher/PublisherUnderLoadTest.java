// SPDX-License-Identifier: Apache-2.0
package io.busbar.publisher;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.core.BusbarConfig;
import io.busbar.core.EventId;
import io.busbar.core.EventName;
import io.busbar.core.Instruments;
import io.busbar.core.OutgoingEvent;
import io.busbar.core.PublishResult;
import io.busbar.core.publish.Entry;
import io.busbar.core.publish.EntryResult;
import io.busbar.core.publish.PublishPipeline;
import io.busbar.core.publish.TransportException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PublisherUnderLoadTest {
  private static final int THREADS = 8;
  private static final int EVENTS = Boolean.getBoolean("busbar.exhaustive") ? 100_000 : 5_000;

  /** Each event must get through however busy the machine is; deadlines have tests of their own. */
  private static final Duration MACHINE_MAY_STALL = Duration.ofMinutes(10);

  private static final byte[] DETAIL = "{\"cents\":1}".getBytes(StandardCharsets.UTF_8);

  private final long seed = Long.getLong("busbar.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final HeardCounts instruments = new HeardCounts();
  private final Map<EventId, AtomicInteger> arrived = new ConcurrentHashMap<>();
  private final ScriptedTransport bus = new ScriptedTransport();

  @Test
  void losesNothingAndReportsNothingWronglyWhenThreadsShareABusThatFails() {
    ExecutorService answering = Executors.newFixedThreadPool(2);
    ExecutorService publishing = Executors.newFixedThreadPool(THREADS);
    bus.answersRequests(entries -> CompletableFuture.supplyAsync(() -> answer(entries), answering));
    PublishPipeline pipeline =
        PublishPipeline.of(
            BusbarConfig.builder().service("payment").instruments(instruments).build());
    try (EventBridgePublisher publisher =
        EventBridgePublisher.builder(bus, "central-bus")
            .queueTimeout(MACHINE_MAY_STALL)
            .deadline(MACHINE_MAY_STALL)
            .build(pipeline)) {
      List<CompletableFuture<List<PublishResult>>> callers =
          IntStream.range(0, THREADS)
              .mapToObj(
                  t -> CompletableFuture.supplyAsync(() -> publishAll(publisher, t), publishing))
              .toList();
      List<PublishResult> results =
          callers.stream().flatMap(caller -> caller.join().stream()).toList();

      assertThat(results)
          .as("seed %d", seed)
          .hasSize(THREADS * EVENTS)
          .allMatch(PublishResult.Accepted.class::isInstance);
      assertThat(arrived).as("seed %d", seed).hasSize(THREADS * EVENTS);
      int twice = arrived.values().stream().mapToInt(count -> count.get() - 1).sum();
      assertThat(twice)
          .as("seed %d", seed)
          .isPositive()
          .isLessThanOrEqualTo(instruments.possibleDuplicates.get());
      assertThat(instruments.published.get()).isEqualTo(THREADS * EVENTS);
    } finally {
      publishing.shutdown();
      answering.shutdown();
    }
  }

  private static List<PublishResult> publishAll(EventBridgePublisher publisher, int thread) {
    List<CompletableFuture<PublishResult>> pending = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      pending.add(
          publisher.publishAsync(
              OutgoingEvent.builder("grocer.payment", "PaymentCharged", DETAIL)
                  .id(Events.id(thread * EVENTS + i))
                  .build()));
    }
    return pending.stream().map(CompletableFuture::join).toList();
  }

  /** One request in a hundred fails with an answer, one without; then one entry in twenty. */
  private List<EntryResult> answer(List<Entry> entries) {
    int dice = random.nextInt(100);
    if (dice == 0) {
      throw new TransportException("InternalFailure", "An unexpected error.", null);
    }
    List<EntryResult> results = entries.stream().map(this::take).toList();
    return dice == 1
        ? entries.stream().<EntryResult>map(entry -> new EntryResult.Unknown("Timed out.")).toList()
        : results;
  }

  private EntryResult take(Entry entry) {
    if (random.nextInt(20) == 0) {
      return new EntryResult.Refused("ThrottlingException", "Rate exceeded");
    }
    arrived.computeIfAbsent(entry.id(), id -> new AtomicInteger()).incrementAndGet();
    return ScriptedTransport.accepted(entry);
  }

  /** Counts, where {@link HeardInstruments} would write a long list. */
  private static final class HeardCounts implements Instruments {
    private final AtomicInteger published = new AtomicInteger();
    private final AtomicInteger possibleDuplicates = new AtomicInteger();

    @Override
    public void published(EventName name, String bus, String errorCode) {
      published.incrementAndGet();
    }

    @Override
    public void possibleDuplicate(String bus) {
      possibleDuplicates.incrementAndGet();
    }
  }
}
