// SPDX-License-Identifier: Apache-2.0
package io.busbar.publisher;

import io.busbar.core.BusbarConfig;
import io.busbar.core.EventPublisher;
import io.busbar.core.HealthSource;
import io.busbar.core.publish.EntryResult;
import io.busbar.core.publish.PublishPipeline;
import io.busbar.testkit.Account;
import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.Message;
import io.busbar.testkit.Queue;
import io.busbar.testkit.aws.InMemoryClients;
import io.busbar.testkit.contract.EventPublisherContract;
import io.busbar.testkit.contract.HealthSourceContract;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import software.amazon.awssdk.services.eventbridge.EventBridgeAsyncClient;

/** The publisher keeps what the ports promise. */
class PublisherContractsTest {

  @Nested
  class Publishing implements EventPublisherContract {
    private static final String BEFORE_DETAIL = "\"detail\":";
    private final Account account = InMemoryOrganization.create().account("111111111111");
    private final Queue queue = account.queue("contract");
    private final EventBridgeAsyncClient client =
        InMemoryClients.of(account).build(EventBridgeAsyncClient.builder());
    private final EventBridgePublisher publisher;

    Publishing() {
      account.bus("central-bus").rule("all").pattern("{\"source\":[\"" + SOURCE + "\"]}").to(queue);
      publisher =
          EventBridgePublisher.builder(client, "central-bus")
              .build(PublishPipeline.of(BusbarConfig.of("contract")));
    }

    @AfterEach
    void close() {
      publisher.close();
      client.close();
    }

    @Override
    public EventPublisher publisher() {
      return publisher;
    }

    @Override
    public List<String> takeDelivered(int expected) throws Exception {
      List<String> details = new ArrayList<>();
      while (details.size() < expected) {
        for (Message message : queue.receive(10)) {
          details.add(detail(message));
        }
        Thread.onSpinWait();
      }
      return details;
    }

    private static String detail(Message message) {
      // The detail is the envelope's last member.
      String body = message.body();
      return body.substring(
          body.indexOf(BEFORE_DETAIL) + BEFORE_DETAIL.length(), body.length() - 1);
    }
  }

  @Nested
  class Health implements HealthSourceContract {
    private final BatcherFixture publisher = new BatcherFixture();

    @Override
    public HealthSource source() {
      return publisher.health::health;
    }

    @Override
    public void disturb() {
      publisher.bus.answers(
          entry -> new EntryResult.Refused("ThrottlingException", "Rate exceeded"));
      publisher.submit(Events.pending(0, 1));
      publisher.run();
      publisher.time.advance(Duration.ofSeconds(30));
      publisher.run();
    }
  }
}
