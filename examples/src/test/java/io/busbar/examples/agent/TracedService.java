// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.agent;

import io.busbar.consumer.SqsEventContainer;
import io.busbar.core.BusbarConfig;
import io.busbar.core.EventType;
import io.busbar.core.handler.EventHandler;
import io.busbar.core.runtime.Busbar;
import io.busbar.publisher.EventBridgePublisher;
import io.busbar.tracing.Tracing;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eventbridge.EventBridgeAsyncClient;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

/** Publishes inside a span of its own, handles what comes back, publishes again, and ends. */
final class TracedService {
  static final int EVENTS = 4;

  private static final StaticCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("111111111111", "secret"));

  private final CountDownLatch shipped = new CountDownLatch(EVENTS);

  @EventType(source = "grocer.customer-web", name = "Order Placed")
  record OrderPlaced(String orderId) {}

  @EventType(source = "grocer.inventory", name = "Order Shipped")
  record OrderShipped(String orderId) {}

  @EventHandler(id = "ship")
  OrderShipped ship(OrderPlaced order) {
    return new OrderShipped(order.orderId());
  }

  @EventHandler(id = "count")
  void count(OrderShipped order) {
    shipped.countDown();
  }

  /**
   * @param args endpoint, queue, queue for dead letters
   */
  public static void main(String[] args) throws InterruptedException {
    URI endpoint = URI.create(args[0]);
    TracedService service = new TracedService();
    BusbarConfig config = BusbarConfig.of("shop");
    Tracing tracing = Tracing.global(config).build();
    Busbar busbar =
        Busbar.builder()
            .config(config)
            .publishInterceptor(tracing.publishing())
            .dispatching(dispatcher -> dispatcher.interceptor(tracing.handling()))
            .publisher(EventBridgePublisher.builder(eventBridge(endpoint), "central-bus"))
            .handlers(service)
            .container(
                SqsEventContainer.builder(sqs(endpoint), args[1])
                    .deadLetterQueueUrl(args[2])
                    .waitTime(Duration.ofSeconds(1)))
            .build();
    busbar.start();
    service.trade(busbar);
    busbar.close();
    System.exit(0);
  }

  @SuppressWarnings("try") // The scope is there for its end.
  private void trade(Busbar busbar) throws InterruptedException {
    Span click = GlobalOpenTelemetry.getTracer("shop").spanBuilder("click").startSpan();
    try (Scope scope = click.makeCurrent()) {
      busbar.publisher().publish(new OrderPlaced("o-0"));
      busbar
          .publisher()
          .publishAll(
              List.of(new OrderPlaced("o-1"), new OrderPlaced("o-2"), new OrderPlaced("o-3")));
    } finally {
      click.end();
    }
    shipped.await();
  }

  private static EventBridgeAsyncClient eventBridge(URI endpoint) {
    return EventBridgeAsyncClient.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(CREDENTIALS)
        .build();
  }

  private static SqsAsyncClient sqs(URI endpoint) {
    return SqsAsyncClient.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(CREDENTIALS)
        .build();
  }
}
