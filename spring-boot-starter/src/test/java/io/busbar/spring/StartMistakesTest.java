// SPDX-License-Identifier: Apache-2.0
package io.busbar.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.core.ConfigurationException;
import io.busbar.core.EventMetadata;
import io.busbar.core.handler.EventHandler;
import io.busbar.core.handler.UnhandledEventHandler;
import io.busbar.outbox.Outbox;
import io.busbar.testkit.aws.LocalAws;
import java.util.List;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;

/** All that is wrong comes in one text, in the words of properties and beans. */
class StartMistakesTest {
  private static final LocalAws AWS = LocalAws.start();

  private final ApplicationContextRunner unconnected =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  BusbarAutoConfiguration.class,
                  OutboxAutoConfiguration.class,
                  SecretAutoConfiguration.class,
                  SubscriptionAutoConfiguration.class))
          .withPropertyValues("busbar.service=order-processing");
  private final ApplicationContextRunner runner =
      unconnected.withBean(
          BusbarConnectionDetails.class, () -> new LocalAwsConnectionDetails(AWS, "777777777777"));

  /** Handles nothing that there is. */
  static class Wrong {
    @EventHandler
    void on(int number) {}
  }

  /** Handles everything that nobody else does. */
  static class Any {
    @UnhandledEventHandler
    void on(EventMetadata event) {}
  }

  @AfterAll
  static void close() {
    AWS.close();
  }

  @Test
  void saysEverythingThatIsWrongAtOnce() {
    AWS.organization().account("777777777777").queue("bare");
    runner
        .withBean(Wrong.class)
        .withPropertyValues(
            "busbar.service=",
            "SERVICE_NAME=",
            "OTEL_SERVICE_NAME=",
            "busbar.bus=central",
            "busbar.buss=central",
            "busbar.publisher.max-delay=-1s",
            "busbar.queues.orders.dead-letter-queue=orders-dead",
            "busbar.queues.bare.wait-time=30s",
            "busbar.queues.bare.wait-tme=30s",
            "busbar.queues.url.url=http://127.0.0.1:1/777777777777/",
            "busbar.subscriptions.fan-out=shared-queue")
        .run(
            refusal(
                """
                The service without a name cannot start:
                  1. The application has no name, and every event says who sent it.
                     Set spring.application.name or busbar.service.
                  2. The instances share a queue, so each of them hears a part of the events only, and it has neither a loader nor a timeToLive.
                     Give it a loader and a timeToLive, or each instance a queue of its own (QUEUE_PER_INSTANCE).
                  3. busbar.buss is set, but there is no such property.
                     Correct its name; docs/spring-boot.md has them all.
                  4. busbar.queues.bare.wait-tme is set, but there is no such property.
                     Correct its name; docs/spring-boot.md has them all.
                  5. busbar.publisher.max-delay must not be negative, but was PT-1S. Zero switches the wait off.
                  6. Wrong.on(int): parameter 1 is an int. A handler takes the event's record, EventEnvelope<T>, EventMetadata, HandlerContext, JsonNode, one value by @MetadataValue, or a List<EventEnvelope<T>> alone.
                     Declare the record annotated with @EventType, or EventEnvelope<JsonNode> for any event.
                  7. busbar.queues.orders names the queue 'orders', which does not exist for the account and Region of the SQS client.
                     Create it, or correct the name, or give the URL of another account's queue in busbar.queues.orders.url.
                  8. busbar.queues.orders.dead-letter-queue names the queue 'orders-dead', which does not exist for the account and Region of the SQS client.
                     Create it, or correct the name, or give the URL of another account's queue in busbar.queues.orders.dead-letter-queue.
                  9. busbar.queues.bare.wait-time is PT30S, but SQS waits whole seconds, at most 20; without waiting an empty queue would be polled all the time.
                     Use 1 to 20 seconds.
                  10. The queue's URL is 'http://127.0.0.1:1/777777777777/', which names no queue.
                     Use the URL that SQS gives for it, as in https://sqs.us-east-1.amazonaws.com/111111111111/orders."""));
  }

  @Test
  void saysWhatIsMissingInAwsInTheSameText() {
    AWS.organization().account("777777777777").queue("lonely");
    String lonely = AWS.endpoint() + "/777777777777/lonely";
    runner
        .withBean(Any.class)
        .withPropertyValues(
            "busbar.bus=central",
            "busbar.queues.lonely.concurrency=1",
            "busbar.queues.gone.url=" + AWS.endpoint() + "/777777777777/gone")
        .run(
            refusal(
                """
                The service order-processing cannot start:
                  1. The event bus 'central' does not exist in the client's account, Region us-east-1: EventBridge would accept events for it with an event id and drop them.
                     Create the bus, or correct its name, the Region or the credentials.
                  2. The queue '%1$s' has no redrive policy, and the container no dead-letter queue, so that what no handler can handle would come again until SQS drops it at the end of its retention.
                     Name a dead-letter queue with busbar.queues.lonely.dead-letter-queue, give the queue a redrive policy, or accept it with busbar.queues.lonely.missing-dead-letters=warn.
                  3. The queue '%2$s' does not exist for the account and Region of the SQS client, so that no event could ever arrive.
                     Create it, or correct the URL in busbar.queues.gone.url."""
                    .formatted(lonely, AWS.endpoint() + "/777777777777/gone")));
  }

  @Test
  void saysThatHandlersHaveNoQueueAndAQueueNoHandler() {
    runner
        .withBean(Any.class)
        .run(
            refusal(
                """
                The service order-processing cannot start:
                  1. There are handlers, but no container brings them events.
                     Name a queue, as in busbar.queues.orders.dead-letter-queue=orders-dead, or set busbar.consumer.enabled=false."""));
    runner
        .withBean(Any.class)
        .withPropertyValues("busbar.consumer.enabled=false", "busbar.queues.gone.concurrency=1")
        .run(context -> assertThat(context).hasNotFailed());
    AWS.organization().account("777777777777").queue("unread");
    runner
        .withPropertyValues("busbar.queues.unread.missing-dead-letters=warn")
        .run(
            refusal(
                """
                The service order-processing cannot start:
                  1. There is a container, but no handler for what it receives.
                     Make a bean with a method annotated with @EventHandler, or leave busbar.queues out."""));
  }

  /** As where nobody says which Region. */
  private static final class Nowhere implements BusbarConnectionDetails {
    @Override
    public String region() {
      throw new IllegalStateException("Unable to load region.");
    }
  }

  @Test
  void saysOnceForAllQueuesThatAClientCannotBeMade() {
    unconnected
        .withBean(Any.class)
        .withBean(BusbarConnectionDetails.class, Nowhere::new)
        .withPropertyValues("busbar.bus=central")
        .withPropertyValues("busbar.queues.a.concurrency=1", "busbar.queues.b.concurrency=1")
        .run(
            refusal(
                """
                The service order-processing cannot start:
                  1. The client of EventBridge cannot be made: Unable to load region.
                     Set busbar.aws.region or AWS_REGION, or make a bean of the type EventBridgeAsyncClient.
                  2. The client of SQS cannot be made: Unable to load region.
                     Set busbar.aws.region or AWS_REGION, or make a bean of the type SqsAsyncClient."""));
  }

  @Test
  void refusesToPublishOutsideOfTransactionsByAnOversight() {
    ApplicationContextRunner publishing = runner.withPropertyValues("busbar.bus=default");
    String oversight =
        """
        The service order-processing cannot start:
          1. %s, so that events would be published at once, whether their transaction commits or not.
             Change that, or accept it with busbar.outbox.enabled=false.""";
    publishing
        .withClassLoader(new FilteredClassLoader(Outbox.class))
        .withPropertyValues("busbar.outbox.create-schema=true")
        .run(
            refusal(
                oversight.formatted(
                    "busbar.outbox is configured, but busbar-outbox is not on the class path")));
    publishing
        .withPropertyValues("busbar.outbox.create-schema=true")
        .run(
            refusal(
                oversight.formatted("busbar.outbox is configured, but there is no DataSource")));
    ApplicationContextRunner two =
        publishing.withBean("first", JdbcDataSource.class).withBean("second", JdbcDataSource.class);
    two.run(refusal(oversight.formatted("There are 2 DataSources, and none of them is primary")));
    two.withPropertyValues("busbar.outbox.enabled=false")
        .run(context -> assertThat(context).hasNotFailed());
  }

  @Test
  void endsTheStartWithTheTextInsteadOfAStackTrace() {
    ConfigurationException mistake =
        ConfigurationException.of("The service shop cannot start", List.of("No bus."));

    FailureAnalysis analysis =
        new ConfigurationFailureAnalyzer().analyze(new IllegalStateException("wrapped", mistake));

    assertThat(analysis.getDescription()).isEqualTo("The service shop cannot start:\n  1. No bus.");
    assertThat(analysis.getAction()).isEqualTo("Do what the second line of each point says.");
  }

  private static ContextConsumer<AssertableApplicationContext> refusal(String text) {
    return context ->
        assertThat(context)
            .getFailure()
            .rootCause()
            .isInstanceOf(ConfigurationException.class)
            .hasMessage(text);
  }
}
