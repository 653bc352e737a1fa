// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.scenario;

import static io.busbar.testkit.scenario.Faults.crashBeforeAck;
import static io.busbar.testkit.scenario.Faults.duplicate;
import static io.busbar.testkit.scenario.Faults.in;
import static io.busbar.testkit.scenario.Faults.outage;
import static io.busbar.testkit.scenario.Faults.throttlePutEvents;
import static io.busbar.testkit.scenario.Scenarios.published;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.core.EventType;
import io.busbar.core.OutgoingEvent;
import io.busbar.core.handler.EventHandler;
import io.busbar.core.handler.HandlerContext;
import io.busbar.testkit.Bus;
import io.busbar.testkit.InMemoryEventPublisher;
import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.Queue;
import io.busbar.testkit.TraceEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What happens to one account leaves the others' deliveries and results as they were. */
class BlastRadiusTest {
  private static final int SEEDS = Boolean.getBoolean("busbar.exhaustive") ? 100 : 10;
  private static final String SHOP = "111111111111";
  private static final String VICTIM = "666666666666";
  private static final List<String> SERVICES = List.of(VICTIM, "777777777777", "888888888888");

  @EventType(source = "grocer.customer-web", name = "Order Placed")
  record OrderPlaced(String orderId) {}

  record OrderSeen(String orderId, String account) {}

  record Harm(String name, Consumer<World> done) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Harm> harms() {
    return Stream.of(
        new Harm(
            "down", world -> world.test.scenario().faults(outage(VICTIM, Duration.ofMinutes(10)))),
        new Harm(
            "throttled", world -> world.test.scenario().faults(in(VICTIM, throttlePutEvents(0.5)))),
        new Harm("full of poison", World::poison));
  }

  @ParameterizedTest
  @MethodSource("harms")
  void staysWithinTheAccount(Harm harm) {
    for (long seed = 1; seed <= SEEDS; seed++) {
      World undisturbed = new World(seed);
      undisturbed.run();
      World disturbed = new World(seed);
      harm.done().accept(disturbed);
      disturbed.run();

      for (String other : SERVICES.subList(1, SERVICES.size())) {
        assertThat(disturbed.deliveries(other))
            .as("deliveries of %s with seed %d", other, seed)
            .isNotEmpty()
            .isEqualTo(undisturbed.deliveries(other));
        assertThat(disturbed.results(other))
            .as("results of %s with seed %d", other, seed)
            .isEqualTo(undisturbed.results(other));
      }
      assertThat(disturbed.test.organization().trace().steps())
          .as("the victim's own story with seed %d", seed)
          .isNotEqualTo(undisturbed.test.organization().trace().steps());
    }
  }

  static final class Service {
    final String account;
    final Map<String, Integer> seen = new TreeMap<>();

    Service(String account) {
      this.account = account;
    }

    @EventHandler
    OutgoingEvent on(OrderPlaced event, HandlerContext context) {
      seen.merge(event.orderId(), 1, Integer::sum);
      if (event.orderId().endsWith("3") && context.attempt() == 1) {
        throw new IllegalStateException("not yet");
      }
      OrderSeen seenHere = new OrderSeen(event.orderId(), account);
      return OutgoingEvent.builder("grocer.service-" + account, "Order Seen", seenHere).build();
    }
  }

  static final class World {
    final TestWorld test;
    final List<Service> services = new ArrayList<>();
    final InMemoryEventPublisher shop;

    World(long seed) {
      test = TestWorld.of(seed);
      InMemoryOrganization aws = test.organization();
      Bus bus = aws.account("121212121212").bus("central-bus");
      shop = aws.account(SHOP).publisher("customer-web", bus);
      SERVICES.forEach(account -> add(aws, bus, account));
    }

    private void add(InMemoryOrganization aws, Bus bus, String account) {
      Queue orders = aws.account(account).queue("orders");
      Queue seen = aws.account(account).queue("seen");
      bus.rule("orders-" + account).pattern("{\"detail-type\":[\"Order Placed\"]}").to(orders);
      bus.rule("seen-" + account)
          .pattern("{\"detail\":{\"account\":[\"" + account + "\"]}}")
          .to(seen);
      Service service = new Service(account);
      services.add(service);
      orders.handledBy(aws.account(account).publisher("service-" + account, bus), service);
    }

    void poison() {
      Queue queue = test.organization().account(VICTIM).queue("orders");
      for (int i = 0; i < 100; i++) {
        queue.send("poison " + i);
      }
    }

    void run() {
      Stimulus[] orders =
          Stream.iterate(0, i -> i + 1)
              .limit(20)
              .map(i -> published(new OrderPlaced("o-" + i)).by(shop))
              .toArray(Stimulus[]::new);
      test.scenario().faults(duplicate(0.2), crashBeforeAck(0.1)).when(orders).untilQuiescent();
    }

    /** What the account's queues got and did, event by event, without the times. */
    List<String> deliveries(String account) {
      return test.organization().trace().entries().stream()
          .filter(entry -> isAbout(entry, account))
          .map(entry -> entry.event().id() + " " + withoutBusEventId(entry.step()))
          .sorted()
          .toList();
    }

    List<Object> results(String account) {
      InMemoryOrganization aws = test.organization();
      Service service = services.get(SERVICES.indexOf(account));
      return List.of(service.seen, aws.account(account).queue("seen").counts());
    }

    /** EventBridge's ids are drawn in the order in which the whole organization publishes. */
    private static String withoutBusEventId(TraceEntry.Step step) {
      return step instanceof TraceEntry.Accepted ? "Accepted" : step.toString();
    }

    private static boolean isAbout(TraceEntry entry, String account) {
      return entry.step().toString().contains(account)
          && !(entry.step() instanceof TraceEntry.Returned);
    }
  }
}
