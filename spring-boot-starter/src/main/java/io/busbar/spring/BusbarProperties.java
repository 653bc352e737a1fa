// SPDX-License-Identifier: Apache-2.0
package io.busbar.spring;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is configured under {@code busbar}. Immutable.
 *
 * @param service written into every event. Default: {@code spring.application.name}
 * @param bus name or ARN of the bus to publish to. Default: none; the application cannot publish
 *     then
 * @param aws where the clients find AWS
 * @param publisher of events that are published without an outbox
 * @param outbox in the application's database
 * @param queues whose events the handlers get, by name
 */
@ConfigurationProperties("busbar")
public record BusbarProperties(
    @Nullable String service,
    @Nullable String bus,
    @DefaultValue Aws aws,
    @DefaultValue Publisher publisher,
    @DefaultValue OutboxOptions outbox,
    @DefaultValue Map<String, Queue> queues) {

  /**
   * Where the clients find AWS, unless the application has clients as beans.
   *
   * @param region default: as the AWS SDK finds it
   * @param endpoint of all services. Default: AWS's own
   */
  public record Aws(@Nullable String region, @Nullable URI endpoint) {}

  /**
   * Options of {@code EventBridgePublisher}, whose defaults hold where nothing is said.
   *
   * @param maxInFlight requests on their way at once
   * @param maxDelay how long an event may wait for company
   * @param queueCapacity events that may be unfinished at once
   * @param deadline how long an event is sent again
   */
  public record Publisher(
      @Nullable Integer maxInFlight,
      @Nullable Duration maxDelay,
      @Nullable Integer queueCapacity,
      @Nullable Duration deadline) {}

  /**
   * Options of {@code Outbox}.
   *
   * @param enabled whether events are stored with the transaction, where {@code busbar-outbox} and
   *     a {@code DataSource} are there
   * @param createSchema whether missing tables are created at the start
   * @param inbox whether handlers note in their transaction which events they have handled
   */
  public record OutboxOptions(
      @DefaultValue("true") boolean enabled,
      @DefaultValue("false") boolean createSchema,
      @DefaultValue("false") boolean inbox) {}

  /**
   * Options of the container of one queue; {@code SqsEventContainer}'s defaults hold where nothing
   * is said.
   *
   * @param url default: asked of SQS by the queue's name
   * @param deadLetterQueue name or URL of where events go that are given up
   * @param concurrency messages in flight
   * @param visibilityTimeout of a message while it is handled; prolonged by a heartbeat
   * @param maxProcessingTime how long the heartbeat goes on
   * @param waitTime of a long poll
   * @param closeGrace how long handlers may run on when the application stops
   * @param messagesPerSecond at most so many
   * @param orderedBy member whose equal values are handled one after the other
   */
  public record Queue(
      @Nullable String url,
      @Nullable String deadLetterQueue,
      @Nullable Integer concurrency,
      @Nullable Duration visibilityTimeout,
      @Nullable Duration maxProcessingTime,
      @Nullable Duration waitTime,
      @Nullable Duration closeGrace,
      @Nullable Integer messagesPerSecond,
      @Nullable String orderedBy) {}
}
