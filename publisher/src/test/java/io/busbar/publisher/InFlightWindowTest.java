// SPDX-License-Identifier: Apache-2.0
package io.busbar.publisher;

import static io.busbar.publisher.BatcherFixture.resultOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.core.PublishResult;
import io.busbar.core.publish.Entry;
import io.busbar.core.publish.EntryResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class InFlightWindowTest {
  private static final EntryResult ACCEPTED = new EntryResult.Accepted("bus-1");
  private static final EntryResult THROTTLED =
      new EntryResult.Refused("ThrottlingException", "Rate exceeded");
  private static final EntryResult FAILED =
      new EntryResult.Refused("InternalFailure", "An unexpected error.");

  private final InFlightWindow window = new InFlightWindow(8);

  @Test
  void halvesWithARoundThatWasThrottledAndNeverCloses() {
    assertThat(window.permits()).isEqualTo(8);

    answer(8, THROTTLED);
    assertThat(window.permits()).isEqualTo(4);
    answer(4, THROTTLED);
    assertThat(window.permits()).isEqualTo(2);
    answer(2, THROTTLED);
    assertThat(window.permits()).isEqualTo(1);
    answer(100, THROTTLED);
    assertThat(window.permits()).isEqualTo(1);
    assertThat(window.isNarrowed()).isTrue();
  }

  @Test
  void widensByOneWithARoundThatWasAcceptedAndStopsAtTheCeiling() {
    answer(100, THROTTLED);

    answer(1, ACCEPTED);
    assertThat(window.permits()).isEqualTo(2);
    answer(3, ACCEPTED);
    assertThat(window.permits()).isEqualTo(3);
    answer(100, ACCEPTED);
    assertThat(window.permits()).isEqualTo(8);
    assertThat(window.isNarrowed()).isFalse();
  }

  @Test
  void narrowsInProportionWhenAFewEntriesAreThrottled() {
    List<EntryResult> results = new ArrayList<>(Collections.nCopies(9, ACCEPTED));
    results.add(THROTTLED);

    for (int i = 0; i < 8; i++) {
      window.answered(new Answer(request(10), results, false, 0));
    }

    assertThat(window.permits()).isEqualTo(7);
  }

  @Test
  void takesOtherFailuresForNoSignOfTheQuota() {
    answer(8, THROTTLED);

    answer(100, FAILED);
    answer(100, new EntryResult.Unknown("Timed out."));

    assertThat(window.permits()).isEqualTo(4);
  }

  @Test
  void letsAStormOfThrottlingPassWithFewRequestsAndWidensAgainAfterIt() {
    SlowBus bus = new SlowBus();
    List<Pending> first = Events.pending(0, 400);
    bus.publisher.submit(first);
    bus.answerAfterTwentyMilliseconds();
    assertThat(bus.inFlight()).isEqualTo(8);

    bus.throttles = true;
    bus.pass(Duration.ofSeconds(8));
    int sent = bus.publisher.bus.requests().size();
    bus.pass(Duration.ofSeconds(1));
    assertThat(bus.inFlight()).isLessThanOrEqualTo(1);
    assertThat(bus.publisher.bus.requests().size() - sent).isLessThanOrEqualTo(50);
    assertThat(bus.publisher.health.health().details())
        .contains(Map.entry("requests", bus.inFlight() + " of 1"), Map.entry("narrowedFrom", "8"));

    bus.throttles = false;
    bus.pass(Duration.ofSeconds(15));
    List<Pending> second = Events.pending(400, 900);
    bus.publisher.submit(second);
    bus.answerAfterTwentyMilliseconds();
    assertThat(bus.inFlight()).isEqualTo(8);

    bus.publisher.runToEnd();
    first.addAll(second);
    assertThat(first)
        .allSatisfy(
            event -> assertThat(resultOf(event)).isInstanceOf(PublishResult.Accepted.class));
    assertThat(bus.publisher.health.health().details())
        .containsExactlyInAnyOrderEntriesOf(Map.of("events", "0 of 1000", "requests", "0 of 8"));
  }

  private void answer(int times, EntryResult result) {
    for (int i = 0; i < times; i++) {
      window.answered(new Answer(request(1), List.of(result), false, 0));
    }
  }

  private static Request request(int events) {
    return new Request(Events.pending(0, events), 0);
  }

  /** Takes 20 ms for each answer, and can throttle all. */
  private static final class SlowBus {
    private final BatcherFixture publisher =
        new BatcherFixture(new ScriptedTransport(), BatcherFixture.settings(8, Duration.ZERO));
    private boolean throttles;
    private int answered;

    SlowBus() {
      publisher.bus.answersRequests(this::answer);
    }

    int inFlight() {
      return publisher.bus.requests().size() - answered;
    }

    void pass(Duration time) {
      for (long left = time.toMillis(); left > 0; left -= 10) {
        publisher.time.advance(Duration.ofMillis(10));
        publisher.run();
      }
    }

    void answerAfterTwentyMilliseconds() {
      publisher.run();
      pass(Duration.ofMillis(20));
    }

    private CompletableFuture<List<EntryResult>> answer(List<Entry> entries) {
      CompletableFuture<List<EntryResult>> answer = new CompletableFuture<>();
      publisher.time.schedule(
          Duration.ofMillis(20),
          () -> {
            answered++;
            answer.complete(
                throttles
                    ? Collections.nCopies(entries.size(), THROTTLED)
                    : ScriptedTransport.accepted(entries));
          });
      return answer;
    }
  }
}
