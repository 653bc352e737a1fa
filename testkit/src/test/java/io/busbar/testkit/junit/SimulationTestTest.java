// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.junit;

import static io.busbar.testkit.scenario.Faults.crashBeforeAck;
import static io.busbar.testkit.scenario.Faults.delay;
import static io.busbar.testkit.scenario.Faults.duplicate;
import static io.busbar.testkit.scenario.Scenarios.published;
import static io.busbar.testkit.scenario.Scenarios.that;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.core.EventType;
import io.busbar.core.handler.EventDispatcher;
import io.busbar.core.handler.EventHandler;
import io.busbar.testkit.Bus;
import io.busbar.testkit.InMemoryEventPublisher;
import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.Queue;
import io.busbar.testkit.scenario.EventScenario;
import io.busbar.testkit.scenario.InjectedFault;
import io.busbar.testkit.scenario.SimulationFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@ResourceLock(Resources.SYSTEM_PROPERTIES)
class SimulationTestTest {

  @EventType(source = "grocer.customer-web", name = "Order Placed")
  record OrderPlaced(String orderId) {}

  static final class Charges {
    final List<String> charged = new ArrayList<>();

    @EventHandler
    void on(OrderPlaced event) {
      charged.add(event.orderId());
    }
  }

  @Sample
  static class Counting {
    static final List<Long> SEEDS = new ArrayList<>();

    @SimulationTest(runs = 5, seed = 3)
    void runs(InMemoryOrganization aws, TestInfo info) {
      assertThat(info.getDisplayName()).startsWith("5 seeds from 3");
      SEEDS.add(aws.seed());
    }
  }

  @Test
  void triesOneSeedAfterTheOther() {
    Counting.SEEDS.clear();
    BusbarTestTest.run(Counting.class).testEvents().assertStatistics(all -> all.succeeded(1));

    assertThat(Counting.SEEDS).hasSize(5).doesNotHaveDuplicates();
  }

  @Sample
  @BusbarTest(seed = 1)
  static class WithBusbarTest {

    @SimulationTest(runs = 2)
    void runs(InMemoryOrganization aws, EventScenario scenario) {
      assertThat(scenario.untilQuiescent().trace().entries()).isEmpty();
    }
  }

  @Test
  void goesTogetherWithBusbarTest() {
    BusbarTestTest.run(WithBusbarTest.class)
        .testEvents()
        .assertStatistics(all -> all.succeeded(1).failed(0));
  }

  @Sample
  static class Doubled {

    @SimulationTest(runs = 50, seed = 1)
    void chargesOnce(InMemoryOrganization aws, EventScenario scenario) {
      Charges charges = new Charges();
      Bus bus = aws.account("121212121212").bus("central-bus");
      Queue queue = aws.account("999999999999").queue("payments");
      bus.rule("payments").pattern("{\"detail-type\":[\"Order Placed\"]}").to(queue);
      InMemoryEventPublisher shop = aws.account("111111111111").publisher("customer-web", bus);
      var dispatcher = EventDispatcher.builder(shop.config()).handlers(charges).build();
      queue.container(dispatcher).start();

      scenario
          .when(
              published(new OrderPlaced("o-1")).by(shop),
              published(new OrderPlaced("o-2")).by(shop),
              published(new OrderPlaced("o-3")).by(shop))
          .faults(
              duplicate(0.1),
              delay(Duration.ofMillis(5), Duration.ofSeconds(2)),
              crashBeforeAck(0.05))
          .untilQuiescent()
          .then(that("every order is charged once", () -> charges.charged.size() == 3));
    }
  }

  @Test
  void shrinksTheFaultsOfAFailingRun() {
    SimulationFailure failure =
        (SimulationFailure) BusbarTestTest.failure(BusbarTestTest.run(Doubled.class));

    assertThat(failure.faults())
        .extracting(InjectedFault::toString)
        .containsExactly("#1 duplicate of Order Placed 3 to payments");
    assertThat(failure)
        .hasMessage(
            """
            Run 1 of 50 fails, with seed 3119036373970289394; -Dbusbar.seed=3119036373970289394 runs it again.
            Of the faults that struck, 5, it takes 1:
              #1 duplicate of Order Placed 3 to payments (e3)

            Expected that every order is charged once, but it is not so.

            Seed 3119036373970289394; -Dbusbar.seed=3119036373970289394 runs it again.

            Events
              event            by            published  matched  delivered  handled  acked
              e1 Order Placed  customer-web          1        1          1        1      1
              e2 Order Placed  customer-web          1        1          1        1      1
              e3 Order Placed  customer-web          1        1          2        2      2

            What happened
              e1 Order Placed
                +0.000 published by customer-web of account 111111111111
                +0.000 on central-bus
                +0.000 matched by rule payments
                +0.000 delivered to payments
                +0.000 Charges.on(OrderPlaced), attempt 1 in payments: Ack
                +0.000 acknowledged in payments
              e2 Order Placed
                +0.000 published by customer-web of account 111111111111
                +0.000 on central-bus
                +0.000 matched by rule payments
                +0.000 delivered to payments
                +0.000 Charges.on(OrderPlaced), attempt 1 in payments: Ack
                +0.000 acknowledged in payments
              e3 Order Placed
                +0.000 published by customer-web of account 111111111111
                +0.000 on central-bus
                +0.000 matched by rule payments
                +0.000 delivered to payments
                +0.000 delivered to payments
                +0.000 Charges.on(OrderPlaced), attempt 1 in payments: Ack
                +0.000 acknowledged in payments
                +0.000 Charges.on(OrderPlaced), attempt 1 in payments: Ack
                +0.000 acknowledged in payments

            Lost
              none

            Faults
              #1 duplicate of Order Placed 3 to payments (e3)
            """);
  }

  @Sample
  static class Replayed {
    static final List<Long> SEEDS = new ArrayList<>();

    @SimulationTest(runs = 5)
    void runs(InMemoryOrganization aws) {
      SEEDS.add(aws.seed());
    }
  }

  @Test
  void runsOneSeedThatItIsTold() {
    Replayed.SEEDS.clear();
    System.setProperty("busbar.seed", "4711");
    try {
      BusbarTestTest.run(Replayed.class).testEvents().assertStatistics(all -> all.succeeded(1));
    } finally {
      System.clearProperty("busbar.seed");
    }

    assertThat(Replayed.SEEDS).containsExactly(4711L);
  }

  @Test
  void refusesASeedThatIsNoNumber() {
    System.setProperty("busbar.seed", "lucky");
    try {
      assertThat(
              BusbarTestTest.run(Replayed.class).containerEvents().failed().stream()
                  .map(Object::toString)
                  .toList()
                  .toString())
          .contains(
              "The system property busbar.seed must be a whole number, but is 'lucky'. Copy it from the report of the failed test.");
    } finally {
      System.clearProperty("busbar.seed");
    }
  }
}
