// SPDX-License-Identifier: Apache-2.0
package io.busbar.publisher;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.core.BusbarConfig;
import io.busbar.core.PublishResult;
import io.busbar.core.publish.Entry;
import io.busbar.core.publish.EntryResult;
import io.busbar.core.publish.EventTransport;
import io.busbar.core.publish.TransportException;
import io.busbar.testkit.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Forty publishers on one bus, each with two hundred events waiting when it comes back after twenty
 * seconds. None knows of the others.
 */
class FleetTest {
  private static final int PUBLISHERS = 40;
  private static final int EVENTS = 200;
  private static final int REQUESTS = PUBLISHERS * EVENTS / 10;
  private static final Duration OUTAGE = Duration.ofSeconds(20);
  private static final Duration SLICE = Duration.ofMillis(100);

  private final VirtualClock clock = VirtualClock.create();
  private final Bus bus = new Bus();
  private final List<Node> fleet = IntStream.range(0, PUBLISHERS).mapToObj(Node::new).toList();

  @Test
  void comesBackSpreadOverTimeWhenTheBusDoes() {
    bus.down = true;
    fleet.forEach(Node::publish);
    pass(OUTAGE);
    int whileDown = bus.calls.size();
    bus.down = false;
    Instant back = clock.now();
    pass(Duration.ofSeconds(20));

    assertThat(fleet).allSatisfy(node -> assertThat(node.accepted()).isEqualTo(EVENTS));
    // Twenty tries of each request; without back-off there would be eight in each millisecond.
    assertThat(whileDown).isLessThan(30 * REQUESTS);
    assertThat(mostInASliceAfter(back)).isBetween(10, REQUESTS / 4);
  }

  private int mostInASliceAfter(Instant begin) {
    int most = 0;
    for (Instant from = begin; from.isBefore(clock.now()); from = from.plus(SLICE)) {
      Instant begun = from;
      Instant end = from.plus(SLICE);
      int calls =
          (int)
              bus.calls.stream()
                  .filter(call -> !call.isBefore(begun) && call.isBefore(end))
                  .count();
      most = Math.max(most, calls);
    }
    return most;
  }

  private void pass(Duration time) {
    Instant until = clock.now().plus(time);
    fleet.forEach(Node::run);
    while (clock.nextDue().filter(due -> !due.isAfter(until)).isPresent()) {
      clock.advanceTo(clock.nextDue().get());
      fleet.forEach(Node::run);
    }
    clock.advanceTo(until);
  }

  /** Refuses connections while it is down; remembers when it was called. */
  private final class Bus implements EventTransport {
    private final List<Instant> calls = new ArrayList<>();
    private boolean down;

    @Override
    public CompletableFuture<List<EntryResult>> send(List<Entry> entries) {
      calls.add(clock.now());
      CompletableFuture<List<EntryResult>> answer = new CompletableFuture<>();
      if (down) {
        clock.schedule(
            Duration.ofMillis(1),
            () ->
                answer.completeExceptionally(
                    new TransportException("ConnectException", "Connection refused.", null)));
      } else {
        clock.schedule(
            Duration.ofMillis(20), () -> answer.complete(ScriptedTransport.accepted(entries)));
      }
      return answer;
    }
  }

  /** A publisher with a dice of its own. */
  private final class Node {
    private final Settings settings = BatcherFixture.settings(8, Duration.ZERO);
    private final Mailbox mailbox = new Mailbox();
    private final QueueRoom room = new QueueRoom(settings.queueCapacity(), clock);
    private final List<Pending> events = Events.pending(0, EVENTS);
    private final Batcher batcher;

    Node(int number) {
      BusbarConfig config =
          BusbarConfig.builder()
              .service("payment")
              .time(clock)
              .random(new SplittableRandom(number))
              .build();
      BusHealth health = new BusHealth(settings, clock, room);
      this.batcher = new Batcher(bus, settings, config, mailbox, room, health);
    }

    void publish() {
      events.forEach(event -> room.tryEnter());
      events.forEach(mailbox::put);
    }

    void run() {
      while (batcher.step()) {
        // Each step does what it can.
      }
    }

    long accepted() {
      return events.stream()
          .map(event -> event.result().getNow(null))
          .filter(PublishResult.Accepted.class::isInstance)
          .count();
    }
  }
}
