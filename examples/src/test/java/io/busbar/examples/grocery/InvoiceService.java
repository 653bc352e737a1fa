// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.grocery;

import io.busbar.consumer.SqsEventContainer;
import io.busbar.core.EventPublisher;
import io.busbar.core.EventType;
import io.busbar.core.PublishResult;
import io.busbar.core.handler.EventHandler;
import io.busbar.core.runtime.Busbar;
import io.busbar.publisher.EventBridgePublisher;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * A service in a process of its own, which answers orders with invoices. When it is told to, it
 * dies after EventBridge has taken the invoice and before the order is acknowledged.
 */
final class InvoiceService {
  static final int CRASHED = 77;

  @EventType(source = "grocer.customer-web", name = "Order Placed")
  record Ordered(String orderId) {}

  @EventType(source = "grocer.order-processing", name = "Invoice Issued")
  record InvoiceIssued(String orderId) {}

  private InvoiceService() {}

  public static void main(String[] args) throws InterruptedException {
    AwsClients clients = new AwsClients(URI.create(args[0]), Account.ORDER_PROCESSING);
    boolean dies = Boolean.getBoolean("dies");
    Busbar.builder()
        .service("order-processing")
        .publisher(
            pipeline -> {
              EventPublisher publisher =
                  EventBridgePublisher.builder(clients.eventBridge(), args[2]).create(pipeline);
              return dies ? new DiesAfterPublishing(publisher) : publisher;
            })
        .handlers(new InvoiceService())
        .container(
            SqsEventContainer.builder(clients.sqs(), args[1])
                .deadLetterQueueUrl(args[1] + "-dead")
                .waitTime(Duration.ofSeconds(1))
                .visibilityTimeout(Duration.ofSeconds(2)))
        .build()
        .start();
    Thread.currentThread().join();
  }

  @EventHandler(id = "issue-invoice")
  InvoiceIssued on(Ordered order) {
    return new InvoiceIssued(order.orderId());
  }

  /** Ends the process where nothing can be cleaned up any more. */
  private record DiesAfterPublishing(EventPublisher publisher) implements EventPublisher {
    @Override
    public CompletableFuture<PublishResult> publishAsync(Object event) {
      return publisher
          .publishAsync(event)
          .thenApply(
              result -> {
                if (result instanceof PublishResult.Accepted) {
                  Runtime.getRuntime().halt(CRASHED);
                }
                return result;
              });
    }
  }
}
