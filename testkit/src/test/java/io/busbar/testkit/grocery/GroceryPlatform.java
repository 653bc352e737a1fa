// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.grocery;

import io.busbar.core.OutgoingEvent;
import io.busbar.core.handler.EventDispatcher;
import io.busbar.core.handler.SharedEvents;
import io.busbar.testkit.Bus;
import io.busbar.testkit.InMemoryEventPublisher;
import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.Queue;
import io.busbar.testkit.grocery.GroceryEvents.UpgradeRequested;
import io.busbar.testkit.grocery.GroceryServices.CustomerWeb;
import io.busbar.testkit.grocery.GroceryServices.Inventory;
import io.busbar.testkit.grocery.GroceryServices.OrderProcessing;
import io.busbar.testkit.grocery.GroceryServices.Payment;
import io.busbar.testkit.grocery.GroceryServices.Subscription;
import io.busbar.testkit.scenario.Expectation;
import io.busbar.testkit.scenario.Stimulus;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The grocery platform in one organization: a bus, and five services in accounts of their own. */
public final class GroceryPlatform {
  public static final String WEB = "111111111111";
  public static final String BUS = "121212121212";
  public static final String INVENTORY = "666666666666";
  public static final String ORDERS = "777777777777";
  public static final String PAYMENT = "999999999999";
  public static final String SUBSCRIPTION = "101010101010";

  public final InMemoryOrganization aws;
  public final Bus bus;
  public final InMemoryEventPublisher shop;
  public final CustomerWeb web = new CustomerWeb();
  public final Payment payment;
  public final Subscription subscription = new Subscription();
  public final Inventory inventory = new Inventory();
  public final OrderProcessing orders;
  private final Routing routing;

  /** How events come to a service's queue. */
  public interface Routing {

    /** Creates a rule of the bus, called as the service. */
    Routing RULES =
        (bus, queue, detailTypes) ->
            bus.rule(queue.name()).pattern("{\"detail-type\":[" + detailTypes + "]}").to(queue);

    /** Somebody else has created the rules. */
    Routing DEPLOYED = (bus, queue, detailTypes) -> {};

    /**
     * @param detailTypes in quotes, with commas between them
     */
    void route(Bus bus, Queue queue, String detailTypes);
  }

  public GroceryPlatform(InMemoryOrganization aws, Payment payment, OrderProcessing orders) {
    this(aws, payment, orders, Routing.RULES);
  }

  public GroceryPlatform(
      InMemoryOrganization aws, Payment payment, OrderProcessing orders, Routing routing) {
    this.aws = aws;
    this.routing = routing;
    this.bus = aws.account(BUS).bus("central-bus");
    this.payment = payment;
    this.orders = orders;
    this.shop =
        service(
            WEB, "customer-web", web, "Subscription Activated", "Subscription Upgrade Rejected");
    service(
        PAYMENT, "payment", payment, "Subscription Upgrade Requested", "Payment Retry Requested");
    service(
        SUBSCRIPTION,
        "subscription",
        subscription,
        "Subscription Upgrade Requested",
        "Payment Processed",
        "Payment Failed");
    service(INVENTORY, "inventory", inventory, "Subscription Activated");
    service(ORDERS, "order-processing", orders, "Subscription Activated", "Order Placed");
  }

  public static GroceryPlatform of(InMemoryOrganization aws) {
    return new GroceryPlatform(aws, new Payment(), new OrderProcessing());
  }

  /** Without an idempotency store: the services are idempotent by themselves, or not. */
  private InMemoryEventPublisher service(
      String account, String name, Object handlers, String... detailTypes) {
    Queue queue = aws.account(account).queue(name);
    String types =
        List.of(detailTypes).stream()
            .map(type -> '"' + type + '"')
            .collect(Collectors.joining(","));
    routing.route(bus, queue, types);
    InMemoryEventPublisher publisher = aws.account(account).publisher(name, bus);
    EventDispatcher dispatcher =
        EventDispatcher.builder(publisher.config())
            .publisher(publisher)
            .sharedEvents(SharedEvents.ALLOW_RERUNS)
            .handlers(handlers)
            .build();
    queue.container(dispatcher).start();
    return publisher;
  }

  /** Upgrades by number: those ending in 8 fail to pay once, those ending in 9 for good. */
  public Stimulus[] upgrades(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> new UpgradeRequested("upg-" + i, "user-" + i))
        .map(event -> (Stimulus) organization -> publishAsAnOutboxDoes(event))
        .toArray(Stimulus[]::new);
  }

  /** Until the bus has it, under one id. */
  private void publishAsAnOutboxDoes(Object event) {
    OutgoingEvent once = OutgoingEvent.builder(event).id(shop.config().ids().next()).build();
    for (int tries = 0; !shop.publish(once).isSafe(); tries++) {
      if (tries == 1_000) {
        throw new AssertionError("The bus does not take " + event);
      }
    }
  }

  /** One charge, one subscription, one reservation, one answer for each upgrade. */
  public Expectation everyUpgradeIsRight() {
    return (trace, organization) -> {
      List<String> active = inState("ACTIVE");
      List<String> wrong =
          Stream.of(
                  differs("charged", payment.charges.stream().sorted().toList(), active),
                  differs("reserved", List.copyOf(inventory.reservations.keySet()), active),
                  differs(
                      "shown",
                      List.copyOf(web.shown.keySet()),
                      List.copyOf(subscription.upgrades.keySet())),
                  differs("pending", inState("PENDING"), List.of()),
                  differs("orders of members without priority", orders("NORMAL"), List.of()))
              .filter(text -> !text.isEmpty())
              .toList();
      return wrong.isEmpty()
          ? Optional.empty()
          : Optional.of(
              "Expected every upgrade to be right, but " + String.join("; ", wrong) + ".");
    };
  }

  private List<String> orders(String priority) {
    return orders.priorities.entrySet().stream()
        .filter(order -> order.getValue().equals(priority))
        .map(order -> order.getKey())
        .toList();
  }

  private List<String> inState(String state) {
    return subscription.upgrades.entrySet().stream()
        .filter(upgrade -> upgrade.getValue().equals(state))
        .map(upgrade -> upgrade.getKey())
        .toList();
  }

  private static String differs(String what, List<String> actual, List<String> expected) {
    return actual.equals(expected) ? "" : what + " are " + actual + " instead of " + expected;
  }
}
