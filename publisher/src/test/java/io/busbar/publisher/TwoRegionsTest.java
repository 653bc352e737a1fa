// SPDX-License-Identifier: Apache-2.0
package io.busbar.publisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.core.BusbarConfig;
import io.busbar.core.ConfigurationException;
import io.busbar.core.EventType;
import io.busbar.core.Health;
import io.busbar.core.PublishResult;
import io.busbar.core.ServiceIdentity;
import io.busbar.core.publish.PublishPipeline;
import io.busbar.testkit.Account;
import io.busbar.testkit.Queue;
import io.busbar.testkit.aws.LocalAws;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eventbridge.EventBridgeAsyncClient;

/** A router on real SDK clients, one for each Region. */
class TwoRegionsTest {
  private final PublishPipeline pipeline =
      PublishPipeline.of(
          BusbarConfig.builder()
              .service(new ServiceIdentity("payment", null, "111111111111", "eu-west-1"))
              .build());
  private final LocalAws aws = LocalAws.start();
  private final Account account = aws.organization().account("111111111111");
  private final EventBridgeAsyncClient ireland = client(Region.EU_WEST_1);
  private final EventBridgeAsyncClient frankfurt = client(Region.EU_CENTRAL_1);
  private Queue inIreland;

  @EventType(source = "grocer.payment", name = "PaymentCharged")
  record PaymentCharged(String payment, int cents) {}

  @BeforeEach
  void createBus() {
    inIreland = payments("eu-west-1");
  }

  @AfterEach
  void close() {
    ireland.close();
    frankfurt.close();
    aws.close();
  }

  @Test
  void publishesToTheOtherRegionWhenOneIsDown() {
    Queue inFrankfurt = payments("eu-central-1");
    RegionRouter router =
        RegionRouter.builder("eu-west-1", EventBridgeTransport.of(ireland))
            .standby("eu-central-1", EventBridgeTransport.of(frankfurt))
            .build();
    try (EventBridgePublisher publisher =
        EventBridgePublisher.builder(router, "central-bus").build(pipeline)) {
      assertThat(publisher.publish(new PaymentCharged("p-0", 0)).isSafe()).isTrue();
      account.region("eu-west-1").down();

      List<PublishResult> results =
          publisher.publishAll(
              IntStream.range(1, 100).mapToObj(i -> new PaymentCharged("p-" + i, i)).toList());

      assertThat(results).hasSize(99).allMatch(PublishResult::isSafe);
      assertThat(inFrankfurt.counts().available()).isEqualTo(99);
      assertThat(publisher.health().status()).isEqualTo(Health.Status.DEGRADED);
      assertThat(publisher.health().details()).containsEntry("eu-central-1", "in use");
      account.region("eu-west-1").up();
      assertThat(inIreland.counts().available()).isEqualTo(1);
    }
  }

  @Test
  void findsABusThatDoesNotExistInTheStandbyRegion() {
    RegionRouter router =
        RegionRouter.builder("eu-west-1", EventBridgeTransport.of(ireland))
            .standby("eu-central-1", EventBridgeTransport.of(frankfurt))
            .build();
    String arn = "arn:aws:events:eu-west-1:111111111111:event-bus/central-bus";
    EventBridgePublisher.Builder builder = EventBridgePublisher.builder(router, arn);

    assertThatThrownBy(() -> builder.build(pipeline))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            """
            The publisher cannot start:
              1. The event bus 'arn:aws:events:eu-central-1:111111111111:event-bus/central-bus' \
            does not exist in account 111111111111, Region eu-central-1: EventBridge would accept \
            events for it with an event id and drop them.
                 Create the bus, or correct its name, the Region or the credentials.""");
  }

  private Queue payments(String region) {
    Queue queue = account.region(region).queue("payments");
    account
        .region(region)
        .bus("central-bus")
        .rule("payments")
        .pattern("{\"source\":[\"grocer.payment\"]}")
        .to(queue);
    return queue;
  }

  private EventBridgeAsyncClient client(Region region) {
    return EventBridgeClients.builder()
        .endpoint(aws.endpoint())
        .region(region)
        .credentials(Clients.CREDENTIALS)
        .build();
  }
}
