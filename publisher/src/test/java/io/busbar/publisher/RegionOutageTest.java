// SPDX-License-Identifier: Apache-2.0
package io.busbar.publisher;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.core.EventId;
import io.busbar.core.Instruments;
import io.busbar.core.PublishResult;
import io.busbar.publisher.SimulatedRegion.State;
import io.busbar.testkit.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * Twenty events a second of virtual time, from a service that publishes again what was rejected, as
 * an outbox does.
 */
class RegionOutageTest {
  private static final Duration BETWEEN_EVENTS = Duration.ofMillis(50);
  private static final int A_MINUTE = 60 * 20;
  private static final int IN_FLIGHT = 8;

  /** A Region is given up at the fifth failure, when others may be on their way. */
  private static final int UNTIL_GIVEN_UP = 5 + IN_FLIGHT;

  /** One in 15 s. */
  private static final int TRIES_A_MINUTE = 4;

  private static final Settings SETTINGS =
      new Settings(
          Events.BUS,
          IN_FLIGHT,
          Duration.ZERO,
          100_000,
          Duration.ZERO,
          Duration.ofSeconds(30),
          Duration.ZERO,
          VerifyBus.OFF);

  private final VirtualClock clock = VirtualClock.create();
  private final SimulatedRegion ireland = new SimulatedRegion(clock);
  private final SimulatedRegion frankfurt = new SimulatedRegion(clock);
  private final Mailbox mailbox = new Mailbox();
  private final QueueRoom room = new QueueRoom(SETTINGS.queueCapacity(), clock);
  private final Batcher batcher =
      new Batcher(
          RegionRouter.builder("eu-west-1", ireland)
              .standby("eu-central-1", frankfurt)
              .time(clock)
              .build(),
          SETTINGS,
          BatcherFixture.config(clock, Instruments.NONE),
          mailbox,
          room,
          new BusHealth(SETTINGS, clock, room));
  private final List<EventId> published = new ArrayList<>();
  private int events;
  private int rejected;

  @Test
  void losesNothingWhenARegionRefusesForSevenMinutes() {
    publishFor(Duration.ofMinutes(1));
    ireland.becomes(State.REFUSING);
    publishFor(Duration.ofMinutes(7));
    ireland.becomes(State.WELL);
    publishFor(Duration.ofMinutes(2));
    finish();

    assertNothingLost();
    assertThat(rejected).isZero();
    assertThat(inBoth()).isEmpty();
    // It is not called at all for five minutes, then tried.
    assertThat(ireland.callsWhileDown()).isBetween(5, UNTIL_GIVEN_UP + 2 * TRIES_A_MINUTE);
    assertThat(frankfurt.taken()).hasSizeBetween(7 * A_MINUTE - 20, 7 * A_MINUTE + 20 * 20);
  }

  @Test
  void losesNothingWhenARegionIsSilentForSevenMinutes() {
    publishFor(Duration.ofMinutes(1));
    ireland.becomes(State.SILENT);
    publishFor(Duration.ofMinutes(7));
    ireland.becomes(State.WELL);
    publishFor(Duration.ofMinutes(2));
    finish();

    assertNothingLost();
    assertThat(rejected).isZero();
    assertThat(ireland.undecided()).containsAll(inBoth());
    assertThat(ireland.callsWhileDown()).isBetween(5, UNTIL_GIVEN_UP + 2 * TRIES_A_MINUTE);
  }

  @Test
  void losesNothingWhenBothRegionsAreDownAndDoesNotStormThemAfterwards() {
    ireland.becomes(State.REFUSING);
    publishFor(Duration.ofMinutes(2));
    frankfurt.becomes(State.REFUSING);
    publishFor(Duration.ofMinutes(3));
    ireland.becomes(State.WELL);
    frankfurt.becomes(State.WELL);
    publishFor(Duration.ofMinutes(2));
    finish();

    assertNothingLost();
    assertThat(rejected).isPositive();
    assertThat(inBoth()).isEmpty();
    assertThat(ireland.callsWhileDown()).isBetween(5, UNTIL_GIVEN_UP + 3 * TRIES_A_MINUTE);
    assertThat(frankfurt.callsWhileDown()).isBetween(5, UNTIL_GIVEN_UP + 3 * TRIES_A_MINUTE);
    assertThat(ireland.mostInFlight()).isLessThanOrEqualTo(IN_FLIGHT);
    assertThat(frankfurt.mostInFlight()).isLessThanOrEqualTo(IN_FLIGHT);
  }

  @Test
  void losesNothingAndDoesNotFollowARegionThatComesAndGoes() {
    for (int i = 0; i < 15; i++) {
      ireland.becomes(State.SILENT);
      publishFor(Duration.ofSeconds(30));
      ireland.becomes(State.WELL);
      publishFor(Duration.ofSeconds(30));
    }
    finish();

    assertNothingLost();
    assertThat(ireland.undecided()).containsAll(inBoth());
    // In fifteen minutes it is left at the start, and gone back to and left twice.
    assertThat(ireland.callsWhileDown()).isBetween(5, 3 * UNTIL_GIVEN_UP + 15 * TRIES_A_MINUTE / 2);
  }

  private void publishFor(Duration time) {
    Instant end = clock.now().plus(time);
    while (clock.now().isBefore(end)) {
      publish(Events.pending(events++));
      pass();
    }
  }

  private void finish() {
    for (int i = 0; i < 10 * A_MINUTE && published.size() < events; i++) {
      pass();
    }
  }

  private void publish(Pending event) {
    room.tryEnter();
    CompletableFuture<?> unused = event.result().thenAccept(result -> ended(event, result));
    mailbox.put(event);
    run();
  }

  private void ended(Pending event, PublishResult result) {
    if (result.isSafe()) {
      published.add(result.id());
      return;
    }
    rejected++;
    clock.schedule(Duration.ofSeconds(1), () -> publish(Events.pending(event.entry())));
  }

  private void pass() {
    Instant until = clock.now().plus(BETWEEN_EVENTS);
    while (clock.nextDue().filter(due -> !due.isAfter(until)).isPresent()) {
      clock.advanceTo(clock.nextDue().get());
      run();
    }
    clock.advanceTo(until);
  }

  private void run() {
    while (batcher.step()) {
      // Each step does what it can.
    }
  }

  private void assertNothingLost() {
    assertThat(published).hasSize(events).doesNotHaveDuplicates();
    Set<EventId> arrived = new HashSet<>(ireland.taken());
    arrived.addAll(frankfurt.taken());
    assertThat(arrived).containsExactlyInAnyOrderElementsOf(published);
  }

  private Set<EventId> inBoth() {
    Set<EventId> both = new HashSet<>(ireland.taken());
    both.retainAll(new HashSet<>(frankfurt.taken()));
    return both;
  }
}
