// SPDX-License-Identifier: Apache-2.0
package io.busbar.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.core.handler.EventHandler;
import io.busbar.core.handler.HandlerContext;
import io.busbar.core.handler.IdempotencyStore;
import io.busbar.core.handler.InMemoryIdempotencyStore;
import io.busbar.core.handler.Retry;
import io.busbar.core.runtime.Busbar;
import io.busbar.testkit.aws.LocalAws;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Runs the code of docs/handling.md. */
@Timeout(60)
class HandlingGuideTest {
  static final class UnknownProductException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  static class Stock {
    private final Set<String> reserved = ConcurrentHashMap.newKeySet();

    @EventHandler(id = "reserve-stock")
    @Retry(maxAttempts = 8, baseDelay = "PT2S", fatal = UnknownProductException.class)
    void on(OrderPlaced event) throws IOException {
      reserved.add(event.orderId());
    }

    @EventHandler(id = "notify-warehouse")
    void notifyWarehouse(OrderPlaced event, HandlerContext context) {
      if (context.isLastAttempt()) {
        callTheWarehouse(event.orderId());
      }
    }

    private void callTheWarehouse(String orderId) {
      reserved.add(orderId);
    }
  }

  @Test
  void handlesWhatArrives() {
    try (LocalAws aws = LocalAws.start();
        SqsClient sqs = SqsEventContainerSuite.client(aws.endpoint()).build()) {
      TestQueue queue = TestQueue.create(sqs);
      String queueUrl = queue.url();
      String deadLetterQueueUrl = TestQueue.create(sqs).url();
      IdempotencyStore store = InMemoryIdempotencyStore.create();
      Stock stock = new Stock();
      Busbar busbar =
          Busbar.builder()
              .service("inventory")
              .handlers(stock)
              .dispatching(dispatcher -> dispatcher.idempotency(store))
              .container(
                  SqsEventContainer.builder(sqs, queueUrl)
                      .deadLetterQueueUrl(deadLetterQueueUrl)
                      .waitTime(Duration.ofSeconds(5))
                      .concurrency(32))
              .build();
      busbar.start();
      queue.send(OrderPlaced.envelope("o-1"));
      await().atMost(Duration.ofSeconds(30)).until(queue::isEmpty);
      busbar.close();

      assertThat(stock.reserved).containsExactly("o-1");
    }
  }
}
