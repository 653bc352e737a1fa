// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.scenario;

import static io.busbar.testkit.scenario.Faults.crashBeforeAck;
import static io.busbar.testkit.scenario.Faults.delay;
import static io.busbar.testkit.scenario.Faults.duplicate;
import static io.busbar.testkit.scenario.Faults.failEntries;
import static io.busbar.testkit.scenario.Faults.loseAnswers;
import static io.busbar.testkit.scenario.Faults.outage;
import static io.busbar.testkit.scenario.Faults.reorder;
import static io.busbar.testkit.scenario.Faults.throttlePutEvents;
import static io.busbar.testkit.scenario.Scenarios.published;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.busbar.core.EventType;
import io.busbar.core.PublishResult;
import io.busbar.core.handler.EventHandler;
import io.busbar.testkit.Bus;
import io.busbar.testkit.InMemoryEventPublisher;
import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.Queue;
import io.busbar.testkit.TraceEntry;
import io.busbar.testkit.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FaultsTest {

  @EventType(source = "grocer.customer-web", name = "Order Placed")
  record OrderPlaced(String orderId) {}

  /** Without an idempotency store's protection, so that every arrival is seen. */
  static final class Orders {
    final List<String> seen = new ArrayList<>();

    @EventHandler
    void on(OrderPlaced event) {
      seen.add(event.orderId());
    }
  }

  private static final String CONSUMER = "777777777777";

  private final World world = new World(TestWorld.of(7));

  @Test
  void deliversTwice() {
    world.run(10, duplicate(0.3));

    assertThat(world.orders.seen).hasSize(10);
    assertThat(world.count(TraceEntry.Acknowledged.class)).isEqualTo(10 + world.faults().size());
    assertThat(world.faults())
        .isNotEmpty()
        .allMatch(text -> text.matches("duplicate of Order Placed \\d+ to orders"));
  }

  @Test
  void letsMessagesGetInFrontOfOthers() {
    world.run(10, reorder(3));

    assertThat(world.orders.seen).hasSize(10).isNotEqualTo(orderIds(10));
    assertThat(world.faults()).allMatch(text -> text.startsWith("reordering of Order Placed "));
  }

  @Test
  void takesItsTime() {
    world.run(5, delay(Duration.ofSeconds(1), Duration.ofSeconds(2)));

    assertThat(Duration.between(VirtualClock.START, world.test.clock().now()))
        .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
    assertThat(world.faults()).hasSize(5).allMatch(text -> text.startsWith("delay of PT1."));
  }

  @Test
  void retriesWhatPutEventsThrottles() {
    world.run(20, throttlePutEvents(0.3));

    assertThat(world.orders.seen).isEqualTo(orderIds(20));
    assertThat(world.faults())
        .isNotEmpty()
        .allMatch(text -> text.startsWith("throttling of PutEvents for Order Placed "));
  }

  @Test
  void retriesEntriesThatFail() {
    world.run(20, failEntries(0.3));

    assertThat(world.orders.seen).isEqualTo(orderIds(20));
    assertThat(world.faults())
        .isNotEmpty()
        .allMatch(text -> text.startsWith("failed entry of PutEvents for Order Placed "));
  }

  @Test
  void failsEntriesByTheirPlace() {
    world.run(3, failEntries("x.x"));

    assertThat(world.faults())
        .containsExactly(
            "failed entry of PutEvents for Order Placed 1",
            "failed entry of PutEvents for Order Placed 2");
    assertThat(world.orders.seen).isEqualTo(orderIds(3));
  }

  @Test
  void failsSomeEntriesOfARequestAndTheyGoAgainAlone() {
    world.test.scenario().faults(failEntries("x.x"));

    List<PublishResult> results =
        world.shop.publishAll(
            List.of(new OrderPlaced("o-0"), new OrderPlaced("o-1"), new OrderPlaced("o-2")));
    world.test.scenario().untilQuiescent();

    assertThat(results).hasOnlyElementsOfType(PublishResult.Accepted.class);
    assertThat(world.orders.seen).containsExactly("o-1", "o-0", "o-2");
    assertThat(world.faults())
        .containsExactly(
            "failed entry of PutEvents for Order Placed 1",
            "failed entry of PutEvents for Order Placed 3");
  }

  @Test
  void throttlesARequestWithAllItsEntries() {
    world.test.scenario().faults(throttlePutEvents(1));

    List<PublishResult> results =
        world.shop.publishAll(List.of(new OrderPlaced("o-0"), new OrderPlaced("o-1")));

    assertThat(results).hasSize(2).hasOnlyElementsOfType(PublishResult.Rejected.class);
    assertThat(world.faults().get(0))
        .isEqualTo("throttling of PutEvents for Order Placed 1, Order Placed 2");
  }

  @Test
  void publishesAgainWhenAnAnswerGetsLost() {
    world.run(20, loseAnswers(0.2));

    assertThat(world.faults()).isNotEmpty();
    assertThat(world.count(TraceEntry.Accepted.class)).isEqualTo(20 + world.faults().size());
    assertThat(world.orders.seen).isEqualTo(orderIds(20));
  }

  @Test
  void bringsAMessageAgainAfterACrash() {
    world.run(20, crashBeforeAck(0.2));

    assertThat(world.faults())
        .isNotEmpty()
        .allMatch(text -> text.startsWith("crash before the acknowledgement of Order Placed "));
    assertThat(world.count(TraceEntry.AcknowledgementLost.class)).isEqualTo(world.faults().size());
    assertThat(world.count(TraceEntry.Acknowledged.class)).isEqualTo(20);
    assertThat(world.test.clock().now()).isAfterOrEqualTo(VirtualClock.START.plusSeconds(30));
    assertThat(world.orders.seen).isEqualTo(orderIds(20));
  }

  @Test
  void waitsUntilAnAccountAnswersAgain() {
    world.run(2, outage(CONSUMER, Duration.ofMinutes(3)));

    assertThat(world.faults()).containsExactly("outage of 777777777777 after PT0S for PT3M");
    assertThat(world.orders.seen).containsExactlyInAnyOrderElementsOf(orderIds(2));
    assertThat(world.test.clock().now())
        .isAfterOrEqualTo(VirtualClock.START.plus(Duration.ofMinutes(3)));
  }

  @Test
  void givesUpPublishingAfterThirtySeconds() {
    world.test.scenario().faults(throttlePutEvents(1));

    PublishResult result = world.shop.publish(new OrderPlaced("o-1"));

    assertThat(result)
        .isInstanceOfSatisfying(
            PublishResult.Rejected.class,
            rejected -> assertThat(rejected.code()).isEqualTo("ThrottlingException"));
    assertThat(Duration.between(VirtualClock.START, world.test.clock().now()))
        .isBetween(Duration.ofSeconds(20), Duration.ofSeconds(30));
  }

  @Test
  void repeatsARunFromItsSeedAndKeepsOnlyTheFaultsThatAreAllowed() {
    Fault[] all = {duplicate(0.3), delay(Duration.ofMillis(5), Duration.ofSeconds(2))};
    world.run(10, all);
    World again = new World(TestWorld.of(7));
    again.run(10, all);
    List<InjectedFault> injected = world.test.scenario().injected();
    String chosen = injected.get(4).key();
    World reduced = new World(TestWorld.of(7, Set.of(chosen)));
    reduced.run(10, all);

    assertThat(again.test.organization().trace().steps())
        .isEqualTo(world.test.organization().trace().steps());
    assertThat(reduced.test.scenario().injected())
        .extracting(InjectedFault::index, InjectedFault::key, InjectedFault::text)
        .containsExactly(tuple(1, chosen, injected.get(4).text()));
  }

  @Test
  void refusesSharesBeyondOne() {
    assertThatThrownBy(() -> duplicate(5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A share must be between 0 and 1, but was '5.0'. Write 5 % as 0.05.");
    assertThatThrownBy(() -> failEntries("101"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "failEntries takes a mask of 'x' (fails) and '.' (passes), but was told '101'.");
    assertThatThrownBy(() -> delay(Duration.ofSeconds(2), Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("delay takes a shortest and a longest time, but was told 'PT2S' and 'PT1S'.");
    assertThatThrownBy(() -> reorder(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("reorder takes one place or more, but was told '0'.");
  }

  private static List<String> orderIds(int orders) {
    return IntStream.range(0, orders).mapToObj(i -> "o-" + i).toList();
  }

  private static final class World {
    final TestWorld test;
    final Orders orders = new Orders();
    final InMemoryEventPublisher shop;

    World(TestWorld test) {
      this.test = test;
      InMemoryOrganization aws = test.organization();
      Bus bus = aws.account("121212121212").bus("central-bus");
      Queue queue = aws.account(CONSUMER).queue("orders");
      bus.rule("orders").pattern("{\"detail-type\":[\"Order Placed\"]}").to(queue);
      shop = aws.account("111111111111").publisher("customer-web", bus);
      aws.handlers("orders", orders);
    }

    void run(int events, Fault... faults) {
      Stimulus[] published =
          orderIds(events).stream()
              .map(id -> published(new OrderPlaced(id)).by(shop))
              .toArray(Stimulus[]::new);
      test.scenario().when(published).faults(faults).untilQuiescent();
    }

    List<String> faults() {
      return test.scenario().injected().stream().map(InjectedFault::text).toList();
    }

    long count(Class<? extends TraceEntry.Step> type) {
      return test.organization().trace().entries().stream()
          .filter(entry -> type.isInstance(entry.step()))
          .count();
    }
  }
}
