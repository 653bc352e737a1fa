// SPDX-License-Identifier: Apache-2.0
package io.busbar.publisher;

import static io.busbar.publisher.BatcherFixture.resultOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.core.EventId;
import io.busbar.core.ServiceLimits;
import io.busbar.core.publish.Entry;
import io.busbar.core.publish.EntryResult;
import io.busbar.core.publish.TransportException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Events of any size that come in pieces, and a bus that fails as a seed says. */
class BatcherPropertiesTest {
  private static final ServiceLimits LIMITS = new ServiceLimits(10, 1_000, 2_048);

  private final Set<EventId> taken = new HashSet<>();

  @Property(tries = 300)
  void keepsWithinTheLimitsAndTheCallersOrderAndLeavesNothingBehind(
      @ForAll @Size(max = 80) List<@IntRange(max = 700) Integer> details,
      @ForAll @IntRange(min = 1, max = 4) int maxInFlight,
      @ForAll @IntRange(max = 20) int maxDelayMillis,
      @ForAll long seed) {
    ScriptedTransport bus = new ScriptedTransport(LIMITS);
    BatcherFixture publisher =
        new BatcherFixture(
            bus, BatcherFixture.settings(maxInFlight, Duration.ofMillis(maxDelayMillis)));
    Random random = new Random(seed);
    bus.answersRequests(entries -> answer(entries, random, publisher));
    List<Pending> events = events(details);

    publishInPieces(publisher, events, random);

    assertThat(bus.requests()).allSatisfy(BatcherPropertiesTest::isWithinTheLimits);
    assertThat(firstSent(bus)).isEqualTo(events.stream().map(event -> event.entry().id()).toList());
    assertThat(events).allSatisfy(event -> assertThat(resultOf(event)).isNotNull());
    assertThat(events)
        .filteredOn(event -> resultOf(event).isSafe())
        .allSatisfy(event -> assertThat(taken).contains(event.entry().id()));
    assertThat(publisher.instruments.count("published central-bus none"))
        .isEqualTo(events.stream().filter(event -> resultOf(event).isSafe()).count());
    assertThat(publisher.room.isEmpty()).isTrue();
  }

  /** Hands over a few at a time, and lets time pass in between. */
  private static void publishInPieces(
      BatcherFixture publisher, List<Pending> events, Random random) {
    int from = 0;
    while (from < events.size()) {
      int to = Math.min(events.size(), from + 1 + random.nextInt(15));
      publisher.submit(events.subList(from, to));
      publisher.run();
      publisher.time.advance(Duration.ofMillis(random.nextInt(10)));
      publisher.run();
      from = to;
    }
    publisher.runToEnd();
  }

  /** Takes a few milliseconds, in which others are on their way. */
  private CompletableFuture<List<EntryResult>> answer(
      List<Entry> entries, Random random, BatcherFixture publisher) {
    CompletableFuture<List<EntryResult>> answer = new CompletableFuture<>();
    int dice = random.nextInt(100);
    Runnable end =
        () -> {
          if (dice < 5) {
            answer.completeExceptionally(new TransportException("InternalFailure", "Busy.", null));
          } else {
            answer.complete(entries.stream().map(entry -> answer(entry, random)).toList());
          }
        };
    publisher.time.schedule(Duration.ofMillis(1 + random.nextInt(30)), end);
    return answer;
  }

  private EntryResult answer(Entry entry, Random random) {
    int dice = random.nextInt(100);
    if (dice < 5) {
      return new EntryResult.Refused("ThrottlingException", "Rate exceeded");
    }
    if (dice < 10) {
      return new EntryResult.Refused("MalformedDetail", "Detail is malformed.");
    }
    taken.add(entry.id());
    return dice < 15 ? new EntryResult.Unknown("Timed out.") : ScriptedTransport.accepted(entry);
  }

  private static List<Pending> events(List<Integer> details) {
    List<Pending> events = new ArrayList<>();
    for (int length : details) {
      events.add(Events.pending(Events.entry(events.size(), "{" + " ".repeat(length) + "}")));
    }
    return events;
  }

  private static void isWithinTheLimits(List<Entry> request) {
    assertThat(request).hasSizeBetween(1, LIMITS.maxEntries());
    assertThat(request.stream().mapToInt(Entry::size).sum()).isLessThan(LIMITS.maxRequestBytes());
  }

  private static List<EventId> firstSent(ScriptedTransport bus) {
    return bus.requests().stream().flatMap(List::stream).map(Entry::id).distinct().toList();
  }
}
