// SPDX-License-Identifier: Apache-2.0
package io.busbar.spring;

import io.busbar.consumer.MissingDeadLetters;
import io.busbar.core.publish.InvalidEvents;
import io.busbar.publisher.VerifyBus;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is configured under {@code busbar}, without its optional modules. Immutable. The texts are
 * those that an editor shows; the defaults are those of the builders.
 *
 * @param service Name of the service, written into every event. Without it spring.application.name,
 *     then the variables SERVICE_NAME and OTEL_SERVICE_NAME.
 * @param bus Name or ARN of the bus to publish to. Without it the application cannot publish.
 * @param aws where the clients find AWS
 * @param consumer whether this instance handles events
 * @param publisher of events that are published without an outbox
 * @param schema how events are judged before they are published
 * @param queues Queues whose events the handlers get, by name, each with url, dead-letter-queue,
 *     missing-dead-letters, concurrency, max-polls, visibility-timeout, max-processing-time,
 *     wait-time, close-grace, messages-per-second and ordered-by.
 */
@ConfigurationProperties("busbar")
public record BusbarProperties(
    @Nullable String service,
    @Nullable String bus,
    @DefaultValue Aws aws,
    @DefaultValue Consumer consumer,
    @DefaultValue Publisher publisher,
    @DefaultValue Schema schema,
    @DefaultValue Map<String, Queue> queues) {

  /**
   * Where the clients find AWS, unless the application has clients as beans.
   *
   * @param region AWS Region of the clients, as in eu-central-1. Without it the one that the AWS
   *     SDK finds, in AWS_REGION for instance.
   * @param endpoint URL of all AWS services. Without it AWS's own.
   */
  public record Aws(@Nullable String region, @Nullable URI endpoint) {}

  /**
   * What this instance does about events that arrive.
   *
   * @param enabled Whether this instance reads the queues and runs the handlers. An instance that
   *     only publishes says false.
   */
  public record Consumer(@DefaultValue("true") boolean enabled) {}

  /**
   * Options of {@code EventBridgePublisher}.
   *
   * @param maxInFlight Requests to EventBridge on their way at once, 1 or more. Fewer for a while
   *     when it throttles.
   * @param maxDelay How long an event may wait for company in its request, zero or more. It buys
   *     fewer requests with latency.
   * @param queueCapacity Events that may be unfinished at once (waiting, in flight, to be sent
   *     again), 1 or more.
   * @param queueTimeout How long a caller waits for room in a full queue before its event is
   *     rejected with QueueFull, zero or more.
   * @param deadline How long an event is sent again when EventBridge could not take it, more than
   *     zero.
   * @param closeGrace How long the end of the application waits for unfinished events, zero or
   *     more.
   * @param verifyBus What to do at the start about a bus that does not exist. EventBridge drops
   *     what is published to one without a word.
   */
  public record Publisher(
      @DefaultValue("8") int maxInFlight,
      @DefaultValue("0s") Duration maxDelay,
      @DefaultValue("10000") int queueCapacity,
      @DefaultValue("5s") Duration queueTimeout,
      @DefaultValue("30s") Duration deadline,
      @DefaultValue("10s") Duration closeGrace,
      @DefaultValue("fail") VerifyBus verifyBus) {}

  /**
   * What an {@code EventValidator} is used for, which {@code busbar-schema} makes of the events'
   * records.
   *
   * @param enabled Whether events are judged by their schemas before they are published or stored,
   *     where busbar-schema is there or an EventValidator bean.
   * @param mode What becomes of an event that breaks its schema. SAMPLE looks at one of a hundred.
   * @param packages Packages with the records of events, subpackages included. Without it those of
   *     the application.
   */
  public record Schema(
      @DefaultValue("true") boolean enabled,
      @DefaultValue("reject") InvalidEvents mode,
      @DefaultValue List<String> packages) {}

  /**
   * Options of the {@code SqsEventContainer} of one queue.
   *
   * @param url URL of the queue. Without it SQS is asked by the name.
   * @param deadLetterQueue Name or URL of the queue for what a handler has given up or nobody can
   *     read. Without it the queue's own redrive policy.
   * @param missingDeadLetters What to do at the start about a queue with neither a redrive policy
   *     nor a dead-letter queue.
   * @param concurrency Messages in flight at once, 1 or more.
   * @param maxPolls Receive requests on their way at once, 1 or more; while the queue is empty
   *     there is one.
   * @param visibilityTimeout How long SQS hides a message while it is handled, whole seconds from 1
   *     s to 12 h; prolonged by a heartbeat. So soon others take over after a crash.
   * @param maxProcessingTime How long the heartbeat goes on for one message, at least the
   *     visibility timeout, and so long before 12 h.
   * @param waitTime How long SQS waits for messages before it answers a poll, whole seconds from 1
   *     s to 20 s. Closing takes as long.
   * @param closeGrace How long handlers may run on when the application stops, zero or more; then
   *     they are interrupted.
   * @param messagesPerSecond Messages received in a second at most; 0 for as many as there are.
   * @param orderedBy Member of the event, as in detail.orderId, whose equal values are handled one
   *     after the other. Without it in no order.
   */
  @ConfigurationPropertiesSource
  public record Queue(
      @Nullable String url,
      @Nullable String deadLetterQueue,
      @DefaultValue("refuse") MissingDeadLetters missingDeadLetters,
      @DefaultValue("10") int concurrency,
      @DefaultValue("10") int maxPolls,
      @DefaultValue("30s") Duration visibilityTimeout,
      @DefaultValue("1h") Duration maxProcessingTime,
      @DefaultValue("20s") Duration waitTime,
      @DefaultValue("25s") Duration closeGrace,
      @DefaultValue("0") int messagesPerSecond,
      @Nullable String orderedBy) {}
}
