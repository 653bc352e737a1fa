// SPDX-License-Identifier: Apache-2.0
package delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.core.runtime.Busbar;
import io.busbar.publisher.EventBridgeClients;
import io.busbar.testkit.Account;
import io.busbar.testkit.Bus;
import io.busbar.testkit.Queue;
import io.busbar.testkit.aws.LocalAws;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

/** The whole service, on real clients of the AWS SDK and an endpoint in this JVM. */
class MainTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final StaticCredentialsProvider DELIVERY =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("888888888888", "secret"));

  @Test
  void answersAnOrderWithAPlannedDelivery() {
    LocalAws aws = LocalAws.start();
    Account account = aws.organization().account("888888888888");
    Bus bus = account.bus("central-bus");
    bus.rule("orders")
        .pattern("{\"detail-type\":[\"Order Placed\"]}")
        .to(account.queue("delivery"));
    account.queue("delivery-dead");
    Queue planned = account.queue("planned");
    bus.rule("planned").pattern("{\"detail-type\":[\"Delivery Planned\"]}").to(planned);

    try (Busbar service = start(aws)) {
      account.publisher("customer-web", bus).publish(new OrderPlaced("ord-1", "EVENING"));

      await().atMost(LONG).until(() -> planned.counts().total() == 1);
      assertThat(account.queue("delivery-dead").counts().total()).isZero();
      aws.close(); // It answers the open long poll, for which the service would wait otherwise.
      assertThat(service.publisher()).isNotNull();
    }
  }

  private static Busbar start(LocalAws aws) {
    SqsAsyncClient sqs =
        SqsAsyncClient.builder()
            .region(Region.US_EAST_1)
            .credentialsProvider(DELIVERY)
            .endpointOverride(aws.endpoint())
            .build();
    Busbar service =
        Main.service(
            EventBridgeClients.builder()
                .region(Region.US_EAST_1)
                .credentials(DELIVERY)
                .endpoint(aws.endpoint())
                .build(),
            sqs,
            "central-bus",
            url(sqs, "delivery"),
            url(sqs, "delivery-dead"));
    service.start();
    return service;
  }

  private static String url(SqsAsyncClient sqs, String queue) {
    return sqs.getQueueUrl(request -> request.queueName(queue)).join().queueUrl();
  }
}
