// SPDX-License-Identifier: Apache-2.0
package io.busbar.publisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.core.BusbarConfig;
import io.busbar.core.ConfigurationException;
import io.busbar.core.EventType;
import io.busbar.core.PublishResult;
import io.busbar.core.ServiceIdentity;
import io.busbar.core.publish.Entry;
import io.busbar.core.publish.EntryResult;
import io.busbar.core.publish.PublishPipeline;
import io.busbar.core.publish.TransportException;
import io.busbar.core.runtime.Busbar;
import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.JournalEntry;
import io.busbar.testkit.Queue;
import io.busbar.testkit.Region;
import io.busbar.testkit.aws.LocalAws;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The publisher on real SDK clients, against an endpoint that answers like EventBridge. */
class LocalAwsPublishingTest {
  private static final BusbarConfig CONFIG =
      BusbarConfig.builder()
          .service(new ServiceIdentity("payment", null, "111111111111", "eu-west-1"))
          .build();
  private static final PublishPipeline PIPELINE = PublishPipeline.of(CONFIG);
  private static final LocalAws aws = LocalAws.start();
  private static final Map<Clients, Clients.Open> open = new EnumMap<>(Clients.class);
  private final InMemoryOrganization organization = aws.organization();
  private Queue queue;

  @EventType(source = "grocer.payment", name = "PaymentCharged")
  record PaymentCharged(String payment, int cents) {}

  @BeforeAll
  static void openClients() {
    for (Clients clients : Clients.values()) {
      open.put(clients, clients.open(aws.endpoint()));
    }
  }

  @AfterAll
  static void closeClients() {
    open.values().forEach(Clients.Open::close);
    aws.close();
  }

  @BeforeEach
  void createBus() {
    organization.reset();
    Region region = organization.account("111111111111").region("eu-west-1");
    queue = region.queue("payments");
    region
        .bus("central-bus")
        .rule("payments")
        .pattern("{\"source\":[\"grocer.payment\"]}")
        .to(queue);
  }

  @ParameterizedTest
  @EnumSource
  void bringsEveryEventOfACallToTheBus(Clients clients) {
    List<PaymentCharged> events =
        IntStream.range(0, 25).mapToObj(i -> new PaymentCharged("p-" + i, i)).toList();
    try (EventBridgePublisher publisher = builder(clients, "central-bus").build(PIPELINE)) {
      List<PublishResult> results = publisher.publishAll(events);

      assertThat(results).hasSize(25).allMatch(PublishResult.Accepted.class::isInstance);
      assertThat(queue.counts().available()).isEqualTo(25);
      String busEventId = ((PublishResult.Accepted) results.get(3)).busEventId();
      assertThat(organization.journal().of(busEventId))
          .extracting(JournalEntry::step)
          .hasAtLeastOneElementOfType(JournalEntry.Delivered.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void findsABusThatDoesNotExist(Clients clients) {
    EventBridgePublisher.Builder builder = builder(clients, "central-buss");

    assertThatThrownBy(() -> builder.build(PIPELINE))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            """
            The publisher cannot start:
              1. The event bus 'central-buss' does not exist in account 111111111111, Region \
            eu-west-1: EventBridge would accept events for it with an event id and drop them.
                 Create the bus, or correct its name, the Region or the credentials.""");
  }

  @ParameterizedTest
  @EnumSource
  void reportsAMissingBusWithTheOtherMistakesOfAService(Clients clients) {
    try (Busbar busbar =
        Busbar.builder().config(CONFIG).publisher(builder(clients, "central-buss")).build()) {
      assertThatThrownBy(busbar::start)
          .isInstanceOf(ConfigurationException.class)
          .hasMessageStartingWith("The service payment cannot start:\n  1. The event bus");
    }
  }

  @ParameterizedTest
  @EnumSource
  void sendsToABusOfAnotherAccountByItsArn(Clients clients) {
    Region hub = organization.account("222222222222").region("eu-west-1");
    Queue others = hub.queue("others");
    hub.bus("hub").rule("all").pattern("{\"source\":[\"grocer.payment\"]}").to(others);
    String arn = hub.bus("hub").arn();

    try (EventBridgePublisher publisher = builder(clients, arn).build(PIPELINE)) {
      assertThat(publisher.publish(new PaymentCharged("p-1", 1)).isSafe()).isTrue();
    }

    assertThat(others.counts().available()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void givesBackWhatEventBridgeSaysAboutEachEntry(Clients clients) {
    List<EntryResult> results =
        open.get(clients)
            .transport()
            .send(List.of(Events.entry(0), Events.entry(1, "[1]"), Events.entry(2)))
            .join();

    assertThat(results.get(0)).isInstanceOf(EntryResult.Accepted.class);
    assertThat(results.get(1))
        .isEqualTo(new EntryResult.Refused("MalformedDetail", "Detail is malformed."));
    assertThat(results.get(2)).isInstanceOf(EntryResult.Accepted.class);
  }

  @ParameterizedTest
  @EnumSource
  void throwsWhatEventBridgeSaysAboutTheRequest(Clients clients) {
    List<Entry> tooMuch = IntStream.range(0, 2).mapToObj(i -> large(i, 600_000)).toList();

    assertThatThrownBy(() -> open.get(clients).transport().send(tooMuch).join())
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOf(TransportException.class)
        .hasMessage(
            "EventBridge refused the request with its entries (2): ValidationException (HTTP 400):"
                + " Total size of the entries in the request is over the limit. Correct the entry"
                + " that the text is about.");
  }

  @ParameterizedTest
  @EnumSource
  void sendsAnEventThatIsOneByteBelowTheLimit(Clients clients) {
    int envelope = large(0, 0).size();

    assertThat(
            open.get(clients)
                .transport()
                .send(List.of(large(0, 1_048_575 - envelope)))
                .join()
                .get(0))
        .isInstanceOf(EntryResult.Accepted.class);
  }

  private static Entry large(int number, int padding) {
    return Events.entry(number, "{\"text\":\"" + "x".repeat(padding) + "\"}");
  }

  private static EventBridgePublisher.Builder builder(Clients clients, String bus) {
    return EventBridgePublisher.builder(open.get(clients).transport(), bus);
  }
}
