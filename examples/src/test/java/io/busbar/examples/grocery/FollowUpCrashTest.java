// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.grocery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.consumer.SqsEventContainer;
import io.busbar.core.BusbarConfig;
import io.busbar.core.EventEnvelope;
import io.busbar.core.handler.EventDispatcher;
import io.busbar.core.handler.EventHandler;
import io.busbar.core.handler.InMemoryIdempotencyStore;
import io.busbar.examples.grocery.InvoiceService.InvoiceIssued;
import io.busbar.testkit.aws.LocalAws;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** A service dies between the publish of its answer and the acknowledgement of the question. */
@Timeout(180)
class FollowUpCrashTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final String ORDER =
      """
      {"version":"0","id":"6a7e8feb-b491-4cf7-a9f1-bf3703467718","detail-type":"Order Placed","source":"grocer.customer-web",\
      "account":"111111111111","time":"2026-11-23T06:00:00Z","region":"us-east-1","resources":[],"detail":{"orderId":"o-1"}}""";

  /** The downstream service. */
  static final class Accounting {
    private final List<String> booked = new CopyOnWriteArrayList<>();

    @EventHandler(id = "book")
    void on(EventEnvelope<InvoiceIssued> invoice) {
      booked.add(invoice.id() + " " + invoice.detail().orderId());
    }
  }

  @Test
  void publishesTheSameIdAgainSoThatTheEffectDownstreamStaysSingle() throws Exception {
    try (LocalAws aws = LocalAws.start();
        AwsClients clients = new AwsClients(aws.endpoint(), Account.ORDER_PROCESSING)) {
      SqsAsyncClient sqs = clients.sqs();
      String orders = queue(sqs, "orders");
      queue(sqs, "orders-dead");
      String invoices = queue(sqs, "invoices");
      String probe = queue(sqs, "probe");
      route(clients, sqs, invoices, probe);
      sqs.sendMessage(order -> order.queueUrl(orders).messageBody(ORDER)).join();

      Process dying = service(aws, orders, true);
      assertThat(dying.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(dying.exitValue()).isEqualTo(InvoiceService.CRASHED);
      Process healthy = service(aws, orders, false);
      try {
        await().atMost(LONG).until(() -> count(sqs, orders) == 0 && count(sqs, probe) == 2);
      } finally {
        healthy.destroyForcibly().waitFor();
      }

      Accounting accounting = new Accounting();
      consume(sqs, invoices, accounting);
      assertThat(ids(sqs, probe)).hasSize(2).allMatch(ids(sqs, probe).get(0)::equals);
      assertThat(accounting.booked).containsExactly(ids(sqs, probe).get(0) + " o-1");
    }
  }

  private static void consume(SqsAsyncClient sqs, String queue, Accounting accounting) {
    SqsEventContainer container =
        SqsEventContainer.builder(sqs, queue)
            .waitTime(Duration.ofSeconds(1))
            .build(
                EventDispatcher.builder(BusbarConfig.of("accounting"))
                    .handlers(accounting)
                    .idempotency(InMemoryIdempotencyStore.create())
                    // Both invoices come at once: the second waits for as long as the first may
                    // take.
                    .idempotencyLease(Duration.ofSeconds(2))
                    .build());
    container.start();
    await().atMost(LONG).until(() -> count(sqs, queue) == 0);
    container.close();
  }

  private static String queue(SqsAsyncClient sqs, String name) {
    return sqs.createQueue(queue -> queue.queueName(name)).join().queueUrl();
  }

  private static void route(AwsClients clients, SqsAsyncClient sqs, String... queues) {
    var hub = clients.eventBridge();
    hub.createEventBus(bus -> bus.name("invoices")).join();
    hub.putRule(
            rule ->
                rule.eventBusName("invoices")
                    .name("all")
                    .eventPattern("{\"detail-type\":[\"Invoice Issued\"]}"))
        .join();
    List<Target> targets =
        List.of(queues).stream()
            .map(url -> Target.builder().id(name(url)).arn(arn(sqs, url)).build())
            .toList();
    hub.putTargets(all -> all.eventBusName("invoices").rule("all").targets(targets)).join();
  }

  private static String name(String url) {
    return url.substring(url.lastIndexOf('/') + 1);
  }

  private static String arn(SqsAsyncClient sqs, String url) {
    return attributes(sqs, url).get(QueueAttributeName.QUEUE_ARN);
  }

  private static int count(SqsAsyncClient sqs, String url) {
    var attributes = attributes(sqs, url);
    return Integer.parseInt(attributes.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
        + Integer.parseInt(
            attributes.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE));
  }

  private static java.util.Map<QueueAttributeName, String> attributes(
      SqsAsyncClient sqs, String url) {
    return sqs.getQueueAttributes(
            request -> request.queueUrl(url).attributeNames(QueueAttributeName.ALL))
        .join()
        .attributes();
  }

  /** The events' own ids, of everything in the queue. */
  private static List<String> ids(SqsAsyncClient sqs, String url) {
    return sqs
        .receiveMessage(
            request -> request.queueUrl(url).maxNumberOfMessages(10).visibilityTimeout(0))
        .join()
        .messages()
        .stream()
        .map(
            message ->
                message.body().replaceAll("(?s).*\"_metadata\":\\{\"id\":\"([^\"]*)\".*", "$1"))
        .toList();
  }

  private static Process service(LocalAws aws, String orders, boolean dies) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Ddies=" + dies,
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
            "-cp",
            System.getProperty("java.class.path"),
            InvoiceService.class.getName(),
            aws.endpoint().toString(),
            orders,
            "invoices")
        .inheritIO()
        .start();
  }
}
