// SPDX-License-Identifier: Apache-2.0
package delivery;

import io.busbar.consumer.SqsEventContainer;
import io.busbar.core.runtime.Busbar;
import io.busbar.publisher.EventBridgeClients;
import io.busbar.publisher.EventBridgePublisher;
import software.amazon.awssdk.services.eventbridge.EventBridgeAsyncClient;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

/** {@code java delivery.Main BUS QUEUE_URL DEAD_LETTER_QUEUE_URL} */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    Busbar busbar =
        service(
            EventBridgeClients.builder().build(),
            SqsAsyncClient.create(),
            arguments[0],
            arguments[1],
            arguments[2]);
    Runtime.getRuntime().addShutdownHook(new Thread(busbar::close));
    busbar.start();
  }

  static Busbar service(
      EventBridgeAsyncClient eventBridge,
      SqsAsyncClient sqs,
      String bus,
      String queueUrl,
      String deadLetterQueueUrl) {
    return Busbar.builder()
        .service("delivery")
        .publisher(EventBridgePublisher.builder(eventBridge, bus))
        .handlers(new Deliveries())
        .container(SqsEventContainer.builder(sqs, queueUrl).deadLetterQueueUrl(deadLetterQueueUrl))
        .build();
  }
}
