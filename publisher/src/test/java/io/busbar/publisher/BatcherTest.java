// SPDX-License-Identifier: Apache-2.0
package io.busbar.publisher;

import static io.busbar.publisher.BatcherFixture.resultOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.core.Health;
import io.busbar.core.PublishResult;
import io.busbar.core.Remedy;
import io.busbar.core.ServiceLimits;
import io.busbar.core.publish.Entry;
import io.busbar.core.publish.EntryResult;
import io.busbar.core.publish.TransportException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatcherTest {
  private static final EntryResult THROTTLED =
      new EntryResult.Refused("ThrottlingException", "Rate exceeded");
  private static final EntryResult UNKNOWN =
      new EntryResult.Unknown("The request got no answer that can be read.");

  private final BatcherFixture publisher = new BatcherFixture();

  @Test
  void packsWhatHasGatheredWhileAllPermitsWereTaken() {
    List<CompletableFuture<List<EntryResult>>> answers = holdAnswers();
    for (int i = 0; i < 5; i++) {
      publisher.submit(Events.pending(i, i + 1));
      publisher.run();
    }
    assertThat(publisher.bus.requestSizes()).containsExactly(1, 1);

    answers.get(0).complete(ScriptedTransport.accepted(publisher.bus.requests().get(0)));
    publisher.run();

    assertThat(publisher.bus.requestSizes()).containsExactly(1, 1, 3);
  }

  @Test
  void countsBytesAsWellAsEntries() {
    int size = Events.entry(0).size();
    BatcherFixture small =
        new BatcherFixture(new ScriptedTransport(new ServiceLimits(10, 3 * size + 1, 2_048)));

    small.run(Events.pending(0, 7));

    assertThat(small.bus.requestSizes()).containsExactly(3, 3, 1);
  }

  @Test
  void sendsWhatIsSentAgainBeforeWhatIsNew() {
    failOnce(publisher, 0b11, new EntryResult.Refused("InternalFailure", "Try again."));
    publisher.submit(Events.pending(0, 2));
    publisher.run();
    List<CompletableFuture<List<EntryResult>>> answers = holdAnswers();
    publisher.submit(Events.pending(2, 4));
    publisher.run();
    publisher.submit(Events.pending(4, 5));
    publisher.run();
    publisher.submit(Events.pending(5, 7));
    publisher.run();

    publisher.time.advance(Duration.ofSeconds(1));
    answers.get(0).complete(ScriptedTransport.accepted(publisher.bus.requests().get(1)));
    publisher.run();

    assertThat(publisher.bus.requests().get(3))
        .extracting(Events::number)
        .containsExactly(0, 1, 5, 6);
  }

  @Test
  void waitsWithJitterBetweenTriesAndGivesUpAtTheDeadline() {
    publisher.bus.answers(entry -> THROTTLED);
    List<Pending> events = Events.pending(0, 1);

    publisher.run(events);

    int tries = publisher.bus.requests().size();
    assertThat(tries).isBetween(8, 40);
    assertThat(publisher.time.nanoTime()).isLessThan(Duration.ofSeconds(30).toNanos());
    assertThat(resultOf(events.get(0)))
        .isEqualTo(
            new PublishResult.Rejected(
                Events.id(0),
                "ThrottlingException",
                "EventBridge did not take the event within 30 s (tries: "
                    + tries
                    + "). Its last answer was: Rate exceeded",
                Remedy.TRY_LATER));
  }

  @Test
  void sendsAgainUnderTheSameIdWhenNobodyKnowsAndCountsAPossibleDuplicate() {
    failOnce(publisher, 0b1, UNKNOWN);
    List<Pending> events = Events.pending(0, 1);

    publisher.run(events);

    assertThat(resultOf(events.get(0))).isEqualTo(accepted(events.get(0)));
    assertThat(publisher.bus.requests())
        .allSatisfy(
            entries -> assertThat(entries).extracting(Entry::id).containsExactly(Events.id(0)));
    assertThat(publisher.instruments.heard())
        .containsExactly(
            "requestSent 1",
            "entryRetried central-bus NoAnswer",
            "possibleDuplicate central-bus",
            "requestSent 1",
            "published central-bus none");
  }

  @Test
  void saysThatAnEventMayBeADuplicateWhenNobodyKnowsUntilTheDeadline() {
    publisher.bus.answers(entry -> UNKNOWN);
    List<Pending> events = Events.pending(0, 1);

    publisher.run(events);

    assertThat(resultOf(events.get(0)))
        .isEqualTo(
            new PublishResult.Rejected(
                Events.id(0),
                "NoAnswer",
                "It is not known whether EventBridge took the event within 30 s (tries: "
                    + publisher.bus.requests().size()
                    + "). The last try ended so: The request got no answer that can be read.",
                Remedy.MAY_BE_DUPLICATE));
  }

  @Test
  void remembersAnUnknownTryWhenALaterOneIsRefused() {
    EntryResult denied = new EntryResult.Refused("AccessDeniedException", "Not authorized.");
    publisher.bus.answers(entry -> publisher.bus.requests().size() == 1 ? UNKNOWN : denied);
    List<Pending> events = Events.pending(0, 1);

    publisher.run(events);

    assertThat(resultOf(events.get(0)))
        .isEqualTo(
            new PublishResult.Rejected(
                Events.id(0),
                "AccessDeniedException",
                "Not authorized. An earlier try got no answer, so EventBridge may have the event"
                    + " nevertheless.",
                Remedy.MAY_BE_DUPLICATE));
  }

  @Test
  void returnsAMissingPermissionAtOnce() {
    publisher.bus.answers(
        entry -> new EntryResult.Refused("AccessDeniedException", "Not authorized."));
    List<Pending> events = Events.pending(0, 1);

    publisher.run(events);

    assertThat(publisher.bus.requests()).hasSize(1);
    assertThat(resultOf(events.get(0)))
        .isEqualTo(
            new PublishResult.Rejected(
                Events.id(0), "AccessDeniedException", "Not authorized.", Remedy.FIX_PERMISSION));
  }

  @Test
  void findsTheOneEntryForWhichAWholeRequestIsRefused() {
    refuseRequestsWith(Set.of(6), "ValidationException");
    List<Pending> events = Events.pending(0, 10);

    publisher.run(events);

    assertThat(resultOf(events.remove(6)))
        .isEqualTo(
            new PublishResult.Rejected(
                Events.id(6), "ValidationException", "One of them is bad.", Remedy.FIX_EVENT));
    assertThat(events).allSatisfy(event -> assertThat(resultOf(event)).isEqualTo(accepted(event)));
    assertThat(publisher.bus.requestSizes()).containsExactly(10, 5, 5, 2, 3, 1, 1);
  }

  @Test
  void doesNotSplitARequestThatWasThrottledAsAWhole() {
    Set<Integer> once = new HashSet<>(Set.of(0));
    publisher.bus.answersRequests(
        entries ->
            once.remove(0)
                ? CompletableFuture.failedFuture(
                    new TransportException("ThrottlingException", "Rate exceeded", null))
                : ScriptedTransport.done(ScriptedTransport.accepted(entries)));
    List<Pending> events = Events.pending(0, 10);

    publisher.run(events);

    assertThat(events).allSatisfy(event -> assertThat(resultOf(event)).isEqualTo(accepted(event)));
    assertThat(publisher.bus.requestSizes()).containsExactly(10, 10);
  }

  @Test
  void takesAMissingResultForUnknownAndSaysSo() {
    publisher.bus.answersRequests(
        entries -> ScriptedTransport.done(ScriptedTransport.accepted(entries.subList(1, 3))));
    List<Pending> events = Events.pending(0, 3);

    publisher.run(events);

    int tries = publisher.bus.requests().size();
    assertThat(resultOf(events.get(1)))
        .isEqualTo(
            new PublishResult.Rejected(
                Events.id(1),
                "NoAnswer",
                "It is not known whether EventBridge took the event within 30 s (tries: "
                    + tries
                    + "). The last try ended so: The transport gave 2 results for 3 entries, so"
                    + " none can be matched to its entry.",
                Remedy.MAY_BE_DUPLICATE));
  }

  @Test
  void survivesATransportThatThrows() {
    List<Integer> calls = new ArrayList<>();
    publisher.bus.answersRequests(
        entries -> {
          calls.add(entries.size());
          if (calls.size() == 1) {
            throw new IllegalStateException("Connection pool shut down");
          }
          return ScriptedTransport.done(ScriptedTransport.accepted(entries));
        });
    List<Pending> events = Events.pending(0, 2);

    publisher.run(events);

    assertThat(events).allSatisfy(event -> assertThat(resultOf(event)).isEqualTo(accepted(event)));
  }

  @Test
  void rejectsWhatWasNeverSentBeforeItsDeadline() {
    List<CompletableFuture<List<EntryResult>>> answers = holdAnswers();
    publisher.submit(Events.pending(0, 20));
    publisher.run();
    List<Pending> late = Events.pending(20, 21);
    publisher.submit(late);
    publisher.run();

    publisher.time.advance(Duration.ofSeconds(31));
    answers.get(0).complete(ScriptedTransport.accepted(publisher.bus.requests().get(0)));
    publisher.run();

    assertThat(resultOf(late.get(0)))
        .isEqualTo(
            new PublishResult.Rejected(
                Events.id(20),
                "NotSentInTime",
                "The event waited 30 s behind others and was never sent. EventBridge takes less"
                    + " than the service publishes: see the publisher's health, and raise"
                    + " maxInFlight.",
                Remedy.TRY_LATER));
  }

  @Test
  void givesUpWhatIsLeftAndTellsWhatMayHaveArrived() {
    publisher.bus.hangs();
    List<Pending> events = Events.pending(0, 21);
    publisher.submit(events);
    publisher.run();

    publisher.mailbox.tell(Mail.Signal.CLOSE);
    publisher.mailbox.tell(Mail.Signal.ABANDON);
    publisher.run();

    assertThat(publisher.batcher.isDone()).isTrue();
    assertThat(publisher.batcher.left()).isEqualTo(21);
    assertThat(resultOf(events.get(0)))
        .isEqualTo(
            new PublishResult.Rejected(
                Events.id(0),
                "PublisherClosed",
                "The publisher of bus 'central-bus' was closed, and the event was not finished"
                    + " within the grace of 10 s (tries: 1). Raise closeGrace, or use an outbox.",
                Remedy.MAY_BE_DUPLICATE));
    assertThat(resultOf(events.get(20)))
        .isEqualTo(
            new PublishResult.Rejected(
                Events.id(20),
                "PublisherClosed",
                "The publisher of bus 'central-bus' was closed, and the event was not finished"
                    + " within the grace of 10 s (tries: 0). Raise closeGrace, or use an outbox.",
                Remedy.TRY_LATER));
  }

  @Test
  void isDownWhenRequestsHaveFailedForLongerThanTheDeadline() {
    publisher.bus.answers(entry -> THROTTLED);
    publisher.submit(Events.pending(0, 1));
    publisher.run();
    assertThat(publisher.health.health().status()).isEqualTo(Health.Status.DEGRADED);

    publisher.time.advance(Duration.ofSeconds(30));
    publisher.run();

    assertThat(publisher.health.health().status()).isEqualTo(Health.Status.DOWN);
    assertThat(publisher.health.health().details())
        .containsEntry("lastFailure", "ThrottlingException: Rate exceeded");

    publisher.bus.answers(ScriptedTransport::accepted);
    publisher.run(Events.pending(1, 2));
    assertThat(publisher.health.health())
        .isEqualTo(
            new Health(
                "publisher central-bus",
                Health.Status.UP,
                java.util.Map.of("events", "0 of 1000", "requests", "0 of 2")));
  }

  private static PublishResult accepted(Pending event) {
    return new PublishResult.Accepted(event.entry().id(), "bus-" + event.entry().id());
  }

  /** The entries of the mask fail when they are seen for the first time. */
  private static void failOnce(BatcherFixture publisher, int mask, EntryResult failure) {
    Set<Integer> failing = new HashSet<>();
    IntStream.range(0, 10).filter(i -> (mask >> i & 1) == 1).forEach(failing::add);
    publisher.bus.answers(
        entry ->
            failing.remove(Events.number(entry)) ? failure : ScriptedTransport.accepted(entry));
  }

  private void refuseRequestsWith(Set<Integer> bad, String code) {
    publisher.bus.answersRequests(
        entries ->
            entries.stream().map(Events::number).anyMatch(bad::contains)
                ? CompletableFuture.failedFuture(
                    new TransportException(code, "One of them is bad.", null))
                : ScriptedTransport.done(ScriptedTransport.accepted(entries)));
  }

  private List<CompletableFuture<List<EntryResult>>> holdAnswers() {
    List<CompletableFuture<List<EntryResult>>> answers = new ArrayList<>();
    publisher.bus.answersRequests(
        entries -> {
          answers.add(new CompletableFuture<>());
          return answers.get(answers.size() - 1);
        });
    return answers;
  }
}
