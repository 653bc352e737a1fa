// SPDX-License-Identifier: Apache-2.0
package io.busbar.publisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.core.ConfigurationException;
import io.busbar.core.Health;
import io.busbar.core.ServiceLimits;
import io.busbar.core.publish.Entry;
import io.busbar.core.publish.EntryResult;
import io.busbar.core.publish.TransportException;
import io.busbar.testkit.VirtualClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RegionRouterTest {
  private static final Duration PROBE_EVERY = Duration.ofSeconds(15);
  private static final Duration RETURN_AFTER = Duration.ofMinutes(5);
  private static final EntryResult UNKNOWN = new EntryResult.Unknown("Timed out.");

  private final VirtualClock clock = VirtualClock.create();
  private final ScriptedTransport ireland = new ScriptedTransport();
  private final ScriptedTransport frankfurt = new ScriptedTransport();
  private final RegionRouter router =
      RegionRouter.builder("eu-west-1", ireland)
          .standby("eu-central-1", frankfurt)
          .time(clock)
          .build();

  @Test
  void sendsToThePreferredRegionWhileItAnswers() {
    send(20);

    assertThat(ireland.requests()).hasSize(20);
    assertThat(frankfurt.requests()).isEmpty();
    assertThat(router.health())
        .isEqualTo(
            new Health(
                "regions",
                Health.Status.UP,
                Map.of("eu-west-1", "in use", "eu-central-1", "standby")));
  }

  @Test
  void goesToTheNextRegionWhenFiveOfTenRequestsHaveFailed() {
    goesDown(ireland);

    send(8);

    assertThat(ireland.requests()).hasSize(5);
    assertThat(frankfurt.requests()).hasSize(3);
    assertThat(router.health())
        .isEqualTo(
            new Health(
                "regions",
                Health.Status.DEGRADED,
                Map.of(
                    "eu-west-1", "out, tried again in 15 s or later", "eu-central-1", "in use")));
  }

  @Test
  void takesARegionThatFailsHalfOfTheTimeForOneThatIsDown() {
    failsEveryOtherTime(ireland);

    send(30);

    assertThat(ireland.requests()).hasSize(9);
  }

  @Test
  void takesThrottlingAndRefusalsForAnswers() {
    ireland.answers(entry -> new EntryResult.Refused("ThrottlingException", "Rate exceeded"));
    send(20);
    ireland.answersRequests(
        entries -> failed(new TransportException("AccessDeniedException", "Not allowed.", null)));
    send(20);

    assertThat(ireland.requests()).hasSize(40);
    assertThat(frankfurt.requests()).isEmpty();
  }

  @Test
  void staysWithTheNextRegionForAWhileAndTriesThePreferredOneWithSingleRequests() {
    goesDown(ireland);
    send(5);
    clock.advance(RETURN_AFTER.minusMillis(1));
    send(10);
    assertThat(ireland.requests()).hasSize(5);

    clock.advance(Duration.ofMillis(1));
    send(10);
    assertThat(ireland.requests()).hasSize(6);
    clock.advance(PROBE_EVERY);
    send(10);
    assertThat(ireland.requests()).hasSize(7);

    ireland.answers(ScriptedTransport::accepted);
    clock.advance(PROBE_EVERY);
    send(10);
    assertThat(ireland.requests()).hasSize(17);
    assertThat(router.health().status()).isEqualTo(Health.Status.UP);
  }

  @Test
  void goesBackOnlyAfterThreeTriesInARowThatWereAnswered() {
    goesDown(ireland);
    send(5);
    clock.advance(RETURN_AFTER);
    ireland.answers(ScriptedTransport::accepted);
    send(2);
    goesDown(ireland);
    send(1);
    ireland.answers(ScriptedTransport::accepted);

    send(10);

    assertThat(ireland.requests()).hasSize(5 + 2 + 1);
    assertThat(router.health().status()).isEqualTo(Health.Status.DEGRADED);
  }

  @Test
  void sendsOnlyOneTryAtATime() {
    goesDown(ireland);
    send(5);
    clock.advance(RETURN_AFTER);
    ireland.hangs();

    send(10);

    assertThat(ireland.requests()).hasSize(6);
  }

  @Test
  void refusesAtOnceWhenNoRegionAnswers() {
    goesDown(ireland);
    goesDown(frankfurt);
    send(10);

    CompletableFuture<List<EntryResult>> answer = router.send(List.of(Events.entry(10)));

    assertThat(answer)
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .havingCause()
        .isInstanceOfSatisfying(
            TransportException.class,
            refusal -> assertThat(refusal.code()).isEqualTo("NoRegionAvailable"))
        .withMessage(
            "None of the Regions [eu-west-1, eu-central-1] has answered lately, so the request was"
                + " not sent. They are tried now and then; see the health of the publisher, and"
                + " the network.");
    assertThat(ireland.requests()).hasSize(5);
    assertThat(frankfurt.requests()).hasSize(5);
    assertThat(router.health().status()).isEqualTo(Health.Status.DOWN);
  }

  @Test
  void takesTheFirstRegionThatComesBack() {
    goesDown(ireland);
    goesDown(frankfurt);
    send(10);
    frankfurt.answers(ScriptedTransport::accepted);
    clock.advance(PROBE_EVERY);

    send(10);

    assertThat(ireland.requests()).hasSize(5 + 1);
    assertThat(frankfurt.requests()).hasSize(5 + 9);
    assertThat(router.health().details())
        .containsEntry("eu-central-1", "in use")
        .containsEntry("eu-west-1", "out, tried again in 15 s or later");
  }

  @Test
  void keepsAnEventThatNobodyIsSureAboutInItsRegionAsLongAsThatAnswers() {
    failOver();
    frankfurt.answers(entry -> UNKNOWN);
    sendOne(100);
    frankfurt.answers(ScriptedTransport::accepted);
    clock.advance(RETURN_AFTER);
    assertThat(router.health().details()).containsEntry("undecidedEvents", "1");
    ireland.answers(ScriptedTransport::accepted);
    send(3);
    ireland.requests().clear();
    frankfurt.requests().clear();

    List<EntryResult> results = router.send(List.of(Events.entry(99), Events.entry(100))).join();

    assertThat(results)
        .containsExactly(
            ScriptedTransport.accepted(Events.entry(99)),
            ScriptedTransport.accepted(Events.entry(100)));
    assertThat(ireland.requests()).containsExactly(List.of(Events.entry(99)));
    assertThat(frankfurt.requests()).containsExactly(List.of(Events.entry(100)));
    assertThat(router.health().details()).doesNotContainKey("undecidedEvents");
  }

  @Test
  void takesAnUndecidedEventElsewhereWhenItsRegionIsDown() {
    ireland.answers(entry -> UNKNOWN);
    IntStream.range(0, 5).forEach(this::sendOne);

    IntStream.range(0, 5).forEach(this::sendOne);

    assertThat(ireland.requests()).hasSize(5);
    assertThat(frankfurt.requests()).hasSize(5);
  }

  @Test
  void condemnsNoneOfSeveralEntriesThatWereRefusedTogetherInASharedRequest() {
    failOver();
    frankfurt.answers(entry -> UNKNOWN);
    sendOne(100);
    frankfurt.answers(ScriptedTransport::accepted);
    clock.advance(RETURN_AFTER);
    ireland.answers(ScriptedTransport::accepted);
    send(3);
    ireland.answersRequests(
        entries -> failed(new TransportException("ValidationException", "One is bad.", null)));

    List<EntryResult> results =
        router.send(List.of(Events.entry(98), Events.entry(100), Events.entry(99))).join();

    EntryResult later = new EntryResult.Refused("PartRefused", "ValidationException: One is bad.");
    assertThat(results)
        .containsExactly(later, ScriptedTransport.accepted(Events.entry(100)), later);
  }

  @Test
  void remembersTheLatestUndecidedEventsOnly() {
    ireland.answers(
        entry -> Events.number(entry) == 0 ? ScriptedTransport.accepted(entry) : UNKNOWN);

    for (int i = 1; i <= Fence.REMEMBERED + 5; i++) {
      router.send(List.of(Events.entry(0), Events.entry(i))).join();
    }

    assertThat(router.health().details()).containsEntry("undecidedEvents", "10000");
  }

  @Test
  void takesNoMoreThanTheSmallestOfItsRegions() {
    RegionRouter mixed =
        RegionRouter.builder("a", new ScriptedTransport(new ServiceLimits(10, 500, 2_048)))
            .standby("b", new ScriptedTransport(new ServiceLimits(5, 600, 1_024)))
            .build();

    assertThat(mixed.limits()).isEqualTo(new ServiceLimits(5, 500, 1_024));
  }

  @Test
  void namesTheBusOfTheRegionWhenItWasGivenByItsArn() {
    String arn = "arn:aws:events:eu-west-1:121212121212:event-bus/central-bus";
    Entry entry = Entry.of(Events.id(1), Events.NAME, arn, Events.entry(1).detail());
    failOver();
    frankfurt.requests().clear();

    router.send(List.of(entry)).join();

    assertThat(frankfurt.requests().get(0).get(0).bus())
        .isEqualTo("arn:aws:events:eu-central-1:121212121212:event-bus/central-bus");
    assertThat(frankfurt.requests().get(0).get(0).detail()).isEqualTo(entry.detail());
  }

  @Test
  void survivesATransportThatThrows() {
    ireland.answersRequests(
        entries -> {
          throw new IllegalStateException("Connection pool shut down");
        });

    send(8);

    assertThat(frankfurt.requests()).hasSize(3);
  }

  @Test
  void refusesImpossibleOptionsAllAtOnce() {
    RegionRouter.Builder builder =
        RegionRouter.builder("eu-west-1", ireland)
            .standby("eu-west-1", frankfurt)
            .failures(11)
            .probeEvery(Duration.ZERO)
            .returnAfter(Duration.ofSeconds(-1));

    assertThatThrownBy(builder::build)
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            """
            The Region router cannot be built:
              1. The Region 'eu-west-1' was given twice. Give each Region once.
              2. failures must be 1 to 10, because so many requests are remembered, but was 11.
              3. probeEvery must be more than zero, but was PT0S.
              4. returnAfter must not be negative, but was PT-1S.""");
  }

  private void failOver() {
    goesDown(ireland);
    send(6);
  }

  private void send(int requests) {
    IntStream.range(0, requests).forEach(this::sendOne);
  }

  private void sendOne(int number) {
    CompletableFuture<?> unused =
        router.send(List.of(Events.entry(number))).exceptionally(failure -> List.of());
  }

  private static void goesDown(ScriptedTransport region) {
    region.answersRequests(
        entries -> failed(new TransportException("ConnectException", "Refused.", null)));
  }

  private static void failsEveryOtherTime(ScriptedTransport region) {
    region.answersRequests(
        entries ->
            region.requests().size() % 2 == 1
                ? failed(new TransportException("InternalFailure", "Try again.", null))
                : ScriptedTransport.done(ScriptedTransport.accepted(entries)));
  }

  private static CompletableFuture<List<EntryResult>> failed(TransportException failure) {
    return CompletableFuture.failedFuture(failure);
  }
}
