// SPDX-License-Identifier: Apache-2.0
package io.busbar.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.consumer.DeadLetters.Mode;
import io.busbar.core.EventEnvelope;
import io.busbar.core.EventType;
import io.busbar.core.handler.Batch;
import io.busbar.core.handler.EventDispatcher;
import io.busbar.core.handler.EventHandler;
import io.busbar.core.handler.HandlerContext;
import io.busbar.core.handler.InMemoryIdempotencyStore;
import io.busbar.core.handler.MetadataValue;
import io.busbar.core.handler.Outcome;
import io.busbar.core.handler.Replays;
import io.busbar.core.runtime.Busbar;
import io.busbar.testkit.aws.LocalAws;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Compiles and runs the code of docs/handling.md and docs/dead-letters.md. */
@Timeout(60)
class HandlerShapesTest {
  private final List<String> done = new CopyOnWriteArrayList<>();

  sealed interface Payment {
    @EventType(source = "grocer.payment", name = "Payment Processed")
    record Processed(String orderId) implements Payment {}

    @EventType(source = "grocer.payment", name = "Payment Failed")
    record Failed(String orderId, String reason) implements Payment {}
  }

  @EventType(source = "grocer.order-processing", name = "Order Updated")
  record OrderUpdated(String orderId) {}

  record ObjectCreated(Bucket bucket, S3Object object) {
    record Bucket(String name) {}

    record S3Object(String key, long size) {}
  }

  class Shapes {
    @EventHandler(id = "charge", replays = Replays.SKIP)
    Payment charge(OrderPlaced order, @MetadataValue("correlationId") String correlationId) {
      return order.orderId().startsWith("o-")
          ? new Payment.Processed(order.orderId())
          : new Payment.Failed(order.orderId(), "declined, see " + correlationId);
    }

    @EventHandler(id = "track", source = "grocer.*", concurrency = 4)
    CompletionStage<Optional<OrderUpdated>> track(OrderPlaced order) {
      return callTheCourier(order)
          .thenApply(
              found -> found ? Optional.of(new OrderUpdated(order.orderId())) : Optional.empty());
    }

    @EventHandler(
        id = "expensive",
        accounts = "111111111111",
        pattern = "{\"detail\":{\"total\":[{\"numeric\":[\">\",100]}]}}")
    void expensive(EventEnvelope<OrderPlaced> order) {
      done.add("expensive " + order.id());
    }

    @EventHandler(id = "store-receipt", source = "aws.s3", detailType = "Object Created")
    void receipt(EventEnvelope<ObjectCreated> created) {
      done.add("receipt " + created.detail().object().key());
    }

    private CompletionStage<Boolean> callTheCourier(OrderPlaced order) {
      return CompletableFuture.completedFuture(order.orderId().isEmpty());
    }
  }

  class Warehouse {
    @EventHandler(id = "index-orders")
    @Batch(maxEvents = 50)
    List<Outcome> index(List<EventEnvelope<OrderPlaced>> orders) {
      return orders.stream().map(order -> insert(order.detail())).toList();
    }

    private Outcome insert(OrderPlaced order) {
      done.add("indexed " + order.orderId());
      return Outcome.ACK;
    }
  }

  class Printing {
    @EventHandler(id = "print-labels")
    void print(OrderPlaced order, HandlerContext context) {
      for (int page = 1; page <= 3; page++) {
        if (context.leaseLost()) {
          return; // Somebody else may be printing by now.
        }
        done.add("page " + page);
      }
    }
  }

  @Test
  void runsWhatThePagesShow() {
    try (LocalAws aws = LocalAws.start();
        SqsClient sqs = SqsEventContainerSuite.client(aws.endpoint()).build()) {
      TestQueue queue = TestQueue.create(sqs);
      TestQueue dead = TestQueue.create(sqs);
      queue.sendOrders(List.of("o-1"));
      Busbar busbar =
          Busbar.builder()
              .service("inventory")
              .handlers(new Warehouse(), new Printing())
              .dispatching(
                  dispatcher ->
                      dispatcher
                          .idempotency(InMemoryIdempotencyStore.create())
                          .trust("grocer.customer-web", "111111111111", "222222222222"))
              .container(
                  SqsEventContainer.builder(sqs, queue.url())
                      .deadLetterQueueUrl(dead.url())
                      .waitTime(Duration.ofSeconds(1))
                      .orderedBy("detail.orderId")
                      .messagesPerSecond(200)
                      .killSwitch(0.5, 100))
              .build();
      busbar.start();
      await().atMost(Duration.ofSeconds(30)).until(queue::isEmpty);
      busbar.close();

      assertThat(done).containsExactlyInAnyOrder("indexed o-1", "page 1", "page 2", "page 3");
    }
  }

  @Test
  void looksIntoTheDeadLetters() {
    try (LocalAws aws = LocalAws.start();
        SqsClient sqs = SqsEventContainerSuite.client(aws.endpoint()).build()) {
      TestQueue queue = TestQueue.create(sqs);
      TestQueue dead = TestQueue.create(sqs);
      String queueUrl = queue.url();
      String deadLetterQueueUrl = dead.url();
      dead.send(
          OrderPlaced.envelope("o-1"),
          java.util.Map.of("busbar.handler", SqsEventContainerSuite.text("print-labels")));

      DeadLetters letters = DeadLetters.of(sqs, deadLetterQueueUrl, queueUrl);
      for (DeadLetter letter : letters.list(each -> true, 100)) {
        System.out.println(letter.handler() + " " + letter.digest() + ": " + letter.reason());
      }
      letters.redrive(each -> each.handler().equals("print-labels"), 50, Mode.DRY_RUN);
      letters.redrive(each -> each.handler().equals("print-labels"), 50, Mode.FOR_GOOD);
      letters.discard(each -> each.reason().startsWith("Forged"), Mode.FOR_GOOD);

      assertThat(queue.visible()).isEqualTo(1);
      assertThat(dead.isEmpty()).isTrue();
    }
  }

  @Test
  void describesItsHandlers() {
    EventDispatcher dispatcher =
        EventDispatcher.builder(io.busbar.core.BusbarConfig.of("inventory"))
            .handlers(new Shapes())
            .publisher(event -> CompletableFuture.failedFuture(new IllegalStateException()))
            .idempotency(InMemoryIdempotencyStore.create())
            .build();

    assertThat(dispatcher.describe())
        .contains(
            """
            charge takes 'Order Placed' from grocer.customer-web
              AUTHORIZE replays are skipped
              DECODE into OrderPlaced
              IDEMPOTENCY InMemoryIdempotencyStore with a lease of PT5M
              HANDLER the method, then its results are published
            """);
  }
}
