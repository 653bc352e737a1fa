// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.junit;

import static io.busbar.testkit.scenario.Faults.crashBeforeAck;
import static io.busbar.testkit.scenario.Faults.delay;
import static io.busbar.testkit.scenario.Faults.duplicate;
import static io.busbar.testkit.scenario.Faults.failEntries;
import static io.busbar.testkit.scenario.Faults.in;
import static io.busbar.testkit.scenario.Faults.outage;
import static io.busbar.testkit.scenario.Faults.reorder;
import static io.busbar.testkit.scenario.Faults.throttlePutEvents;
import static io.busbar.testkit.scenario.Scenarios.handled;
import static io.busbar.testkit.scenario.Scenarios.neverPublished;
import static io.busbar.testkit.scenario.Scenarios.noDeadLetters;
import static io.busbar.testkit.scenario.Scenarios.published;
import static io.busbar.testkit.scenario.Scenarios.that;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.core.EventType;
import io.busbar.core.handler.EventHandler;
import io.busbar.testkit.Bus;
import io.busbar.testkit.Explanation;
import io.busbar.testkit.InMemoryEventPublisher;
import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.Queue;
import io.busbar.testkit.Trace;
import io.busbar.testkit.VirtualClock;
import io.busbar.testkit.scenario.EventScenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Runs the code of docs/testing.md. */
class TestingGuideTest {

  @EventType(source = "grocer.customer-web", name = "Subscription Upgrade Requested")
  record SubscriptionUpgradeRequested(String upgradeId, String userId, String planId) {}

  @EventType(source = "grocer.payment", name = "Payment Processed")
  record PaymentProcessed(String upgradeId) {}

  @EventType(source = "grocer.payment", name = "Payment Failed")
  record PaymentFailed(String upgradeId) {}

  static class PaymentHandlers {
    final List<String> charges = new ArrayList<>();

    @EventHandler
    PaymentProcessed on(SubscriptionUpgradeRequested event) {
      charges.add(event.upgradeId());
      return new PaymentProcessed(event.upgradeId());
    }
  }

  @BusbarTest(seed = 42)
  static class SubscriptionUpgradeTest {

    @Test
    void chargesOnce(InMemoryOrganization aws, EventScenario scenario) {
      Bus bus = aws.account("121212121212").bus("central-bus");
      bus.rule("payments")
          .pattern(
              "{\"source\":[\"grocer.customer-web\"],\"detail-type\":[\"Subscription Upgrade Requested\"]}")
          .to(aws.account("999999999999").queue("payments"))
          .retry(185, Duration.ofHours(24))
          .deadLetter("payments-dlq");
      aws.handlers("payments", new PaymentHandlers());

      scenario
          .when(published(new SubscriptionUpgradeRequested("upg-1", "user-1", "plus")))
          .faults(duplicate(0.1), delay(ofMillis(5), ofSeconds(2)), crashBeforeAck(0.02))
          .untilQuiescent()
          .then(
              handled(PaymentHandlers.class).once(),
              published(PaymentProcessed.class).causedBy(SubscriptionUpgradeRequested.class),
              neverPublished(PaymentFailed.class),
              noDeadLetters());
    }

    @Test
    void hasTimeForEverything(
        InMemoryOrganization aws, EventScenario scenario, VirtualClock clock) {
      Bus bus = aws.account("121212121212").bus("central-bus");
      Queue payments = aws.account("999999999999").queue("payments");
      bus.rule("payments").pattern("{\"source\":[\"grocer.customer-web\"]}").to(payments);
      InMemoryEventPublisher shop = aws.account("111111111111").publisher("customer-web", bus);
      InMemoryEventPublisher payment = aws.account("999999999999").publisher("payment", bus);
      PaymentHandlers handlers = new PaymentHandlers();
      payments.handledBy(payment, handlers);

      Trace trace =
          scenario
              .when(published(new SubscriptionUpgradeRequested("upg-1", "user-1", "plus")).by(shop))
              .faults(
                  outage("999999999999", ofMinutes(30)), in("111111111111", throttlePutEvents(0.5)))
              .untilQuiescent()
              .then(that("the card was charged", () -> handlers.charges.size() == 1))
              .trace();

      assertThat(clock.now()).isAfter(VirtualClock.START.plus(ofMinutes(30)));
      assertThat(trace.grid()).contains("Payment Processed");
    }
  }

  @EventType(source = "grocer.customer-web", name = "Order Placed", version = 7)
  record OrderPlaced(String orderId, String customerId) {}

  @BusbarTest
  static class OrderRoutingTest {

    @Test
    void neverReachesOrderProcessing(InMemoryOrganization aws) {
      Bus bus = aws.account("121212121212").bus("central-bus");
      Queue orders = aws.account("777777777777").queue("order-processing");
      bus.rule("order-processing")
          .pattern(
              "{\"detail-type\":[\"Order Placed\"],\"detail\":{\"orderStatus\":[\"PENDING\"]}}")
          .to(orders);

      Explanation why = aws.explain(new OrderPlaced("ord-1", "cust-1"));

      assertThat(why.isDelivered()).isFalse();
      assertThat(why)
          .hasToString(
              """
              Order Placed from grocer.customer-web, if it were published
                - bus central-bus of 121212121212, rules: has the event, and no rule takes it: it is lost.
                  - rule order-processing on central-bus, event pattern: detail.orderStatus is absent, but the pattern wants 'PENDING'.
              """);
    }
  }

  static class UpgradeSimulation {

    @SimulationTest(runs = 1000)
    void chargesOnceWhateverGoesWrong(
        InMemoryOrganization aws, EventScenario scenario, Random random) {
      Bus bus = aws.account("121212121212").bus("central-bus");
      Queue payments = aws.account("999999999999").queue("payments");
      bus.rule("payments").pattern("{\"source\":[\"grocer.customer-web\"]}").to(payments);
      PaymentHandlers handlers = new PaymentHandlers();
      aws.handlers("payments", handlers);
      String upgradeId = "upg-" + random.nextInt(100);

      scenario
          .when(published(new SubscriptionUpgradeRequested(upgradeId, "user-1", "plus")))
          .faults(
              duplicate(0.1),
              reorder(3),
              delay(ofMillis(5), ofSeconds(2)),
              throttlePutEvents(0.05),
              failEntries(0.1),
              crashBeforeAck(0.02))
          .untilQuiescent()
          .then(that("there is one charge", () -> handlers.charges.equals(List.of(upgradeId))));
    }
  }

  @Test
  void runsTheSimulationOfTheGuide() {
    Sample.Kit.of(UpgradeSimulation.class)
        .execute()
        .testEvents()
        .assertStatistics(all -> all.succeeded(1));
  }

  @Test
  void explainsTheRoutingOfTheGuide() {
    Sample.Kit.of(OrderRoutingTest.class)
        .execute()
        .testEvents()
        .assertStatistics(all -> all.succeeded(1));
  }

  @Test
  void runsTheTestsOfTheGuide() {
    Sample.Kit.of(SubscriptionUpgradeTest.class)
        .execute()
        .testEvents()
        .assertStatistics(all -> all.succeeded(2).failed(0));
  }
}
