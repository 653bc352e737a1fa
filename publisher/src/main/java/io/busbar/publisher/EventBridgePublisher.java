// SPDX-License-Identifier: Apache-2.0
package io.busbar.publisher;

import io.busbar.core.BusbarConfig;
import io.busbar.core.ConfigurationException;
import io.busbar.core.EventPublisher;
import io.busbar.core.Health;
import io.busbar.core.HealthSource;
import io.busbar.core.InvalidEventException;
import io.busbar.core.OutgoingEvent;
import io.busbar.core.PublishResult;
import io.busbar.core.publish.EventTransport;
import io.busbar.core.publish.PublishKind;
import io.busbar.core.publish.PublishPipeline;
import io.busbar.core.runtime.PublisherFactory;
import io.busbar.core.runtime.ServicePart;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.eventbridge.EventBridgeAsyncClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;

/**
 * Publishes events to one EventBridge bus. Events from all threads share requests, every event gets
 * its own result, and what EventBridge could not take is sent again until the deadline, under the
 * same event id.
 *
 * <p>Guarantees: each event ends in exactly one {@link PublishResult}. At least once: an event
 * whose request got no answer is sent again and may arrive twice, with the same event id. Events of
 * one thread are sent in its order for the first time; one that is sent again may be overtaken.
 *
 * <p>Thread-safe. A daemon thread of its own is started with the first event. Results are completed
 * on it, so continuations should be short; a blocking call from one of them is refused, because it
 * would wait for itself. {@link #close()} finishes what was begun.
 */
public final class EventBridgePublisher implements EventPublisher, ServicePart {
  private static final Logger log = LoggerFactory.getLogger(EventBridgePublisher.class);
  private final PublishPipeline pipeline;
  private final Settings settings;
  private final EventTransport transport;
  private final @Nullable EventBridgeTransport owned;
  private final Refusals refusals;
  private final Outcomes outcomes;
  private final SendQueue queue;
  private final AtomicBoolean checked = new AtomicBoolean();

  private EventBridgePublisher(
      PublishPipeline pipeline,
      Settings settings,
      EventTransport transport,
      @Nullable EventBridgeTransport owned) {
    BusbarConfig config = pipeline.config();
    this.pipeline = pipeline;
    this.settings = settings;
    this.transport = transport;
    this.owned = owned;
    this.refusals = new Refusals(settings);
    this.outcomes = new Outcomes(config.instruments());
    this.queue = new SendQueue(pipeline.around(transport), settings, config);
  }

  /**
   * Starts from a client of the user's, which stays the user's to close. Switch its retries off, as
   * {@link EventBridgeClients} does: the publisher has its own.
   *
   * @param bus name of a bus in the client's account and Region, or ARN of any
   */
  public static Builder builder(EventBridgeAsyncClient client, String bus) {
    return new Builder(bus, null, threads -> EventBridgeTransport.of(client));
  }

  /**
   * Starts from a blocking client of the user's, which stays the user's to close. Its calls run on
   * virtual threads where the runtime has them, else on as many daemon threads as there may be
   * requests in flight. Switch its retries off: the publisher has its own.
   *
   * @param bus name of a bus in the client's account and Region, or ARN of any
   */
  public static Builder builder(EventBridgeClient client, String bus) {
    return new Builder(
        bus, null, threads -> EventBridgeTransport.builder(client).threads(threads).build());
  }

  /** Starts from a transport of the user's, which stays the user's to close. */
  public static Builder builder(EventTransport transport, String bus) {
    return new Builder(bus, transport, threads -> null);
  }

  /**
   * Publishes one event without waiting for its fate. Waits only for room in the queue, when that
   * is full ({@link Builder#queueTimeout}).
   *
   * @return completes with the event's fate, on the publisher's thread; exceptionally with an
   *     {@link IllegalArgumentException} when the event says neither its source nor its detail-type
   */
  @Override
  public CompletableFuture<PublishResult> publishAsync(Object event) {
    try {
      Outgoing outgoing = prepare(event, PublishKind.SINGLE);
      if (outgoing.toSend() != null) {
        queue.submit(outgoing.toSend());
      }
      return outgoing.result();
    } catch (RuntimeException mistake) {
      return CompletableFuture.failedFuture(mistake);
    }
  }

  /**
   * Publishes one event and waits for its fate: at most the queue's time-out, the deadline and one
   * request's time-out.
   *
   * @throws IllegalArgumentException if the event says neither its source nor its detail-type
   * @throws IllegalStateException if called from a continuation of a result
   */
  @Override
  public PublishResult publish(Object event) {
    refuseOwnThread();
    Outgoing outgoing = prepare(event, PublishKind.SINGLE);
    if (outgoing.toSend() != null) {
      queue.submit(outgoing.toSend());
    }
    return outgoing.result().join();
  }

  /**
   * Publishes several events, packed together, and waits for the fate of each.
   *
   * @throws IllegalArgumentException if one of the events says neither its source nor its
   *     detail-type; then none was sent
   * @throws IllegalStateException if called from a continuation of a result
   */
  @Override
  public List<PublishResult> publishAll(List<?> events) {
    refuseOwnThread();
    PublishKind kind = events.size() == 1 ? PublishKind.SINGLE : PublishKind.BATCH;
    List<Outgoing> outgoing = new ArrayList<>(events.size());
    for (Object event : events) {
      outgoing.add(prepare(event, kind));
    }
    queue.submitAll(outgoing.stream().map(Outgoing::toSend).filter(Objects::nonNull).toList());
    return outgoing.stream().map(each -> each.result().join()).toList();
  }

  /**
   * Asks EventBridge whether the bus exists, as {@link Builder#verifyBus} says. Waits for the
   * answer.
   */
  @Override
  public List<String> check() {
    checked.set(true);
    return BusVerification.findings(
        transport, settings.bus(), pipeline.config().service(), settings.verifyBus());
  }

  /**
   * Checks the bus if nobody has done so before. Publishing works without; {@link Builder#build}
   * has called this already.
   *
   * @throws ConfigurationException if the bus does not exist
   */
  @Override
  public void start() {
    List<String> findings = checked.get() ? List.of() : check();
    if (!findings.isEmpty()) {
      close();
      throw ConfigurationException.of("The publisher cannot start", findings);
    }
  }

  /**
   * False after three requests in a row that nobody answered, until one is answered; in between it
   * is true every five seconds, for a try.
   */
  @Override
  public boolean takesEvents() {
    return queue.takesEvents();
  }

  /**
   * UP while EventBridge answers; DEGRADED when requests fail, DOWN when they have failed for
   * longer than the deadline. On a {@link RegionRouter} no better than that.
   */
  @Override
  public Health health() {
    Health own = queue.health();
    return transport instanceof HealthSource source ? BusHealth.with(own, source.health()) : own;
  }

  /**
   * Takes no more events and waits for those that it has, at most {@link Builder#closeGrace}. What
   * is left then is rejected with the code {@code PublisherClosed}, and a warning says how many.
   *
   * @throws IllegalStateException if called from a continuation of a result
   */
  @Override
  public void close() {
    refuseOwnThread();
    queue.close();
    if (owned != null) {
      owned.close();
    }
  }

  private Outgoing prepare(Object event, PublishKind kind) {
    OutgoingEvent outgoing = OutgoingEvent.of(event);
    try {
      Pending pending = new Pending(pipeline.prepare(outgoing, settings.bus(), kind));
      PublishResult.Rejected unfit = refusals.unfit(pending, transport.limits());
      if (unfit == null) {
        return new Outgoing(pending.result(), pending);
      }
      outcomes.tell(pending, unfit);
      return new Outgoing(pending.result(), null);
    } catch (InvalidEventException refusal) {
      return new Outgoing(CompletableFuture.completedFuture(invalid(outgoing, refusal)), null);
    }
  }

  private PublishResult invalid(OutgoingEvent event, InvalidEventException refusal) {
    BusbarConfig config = pipeline.config();
    String bus = event.bus() == null ? settings.bus() : event.bus();
    config.instruments().published(event.name(), bus, refusal.code());
    return refusal.rejected(event.id() == null ? config.ids().next() : event.id());
  }

  private void refuseOwnThread() {
    if (queue.isOwnThread()) {
      throw new IllegalStateException(
          String.format(
              "A blocking call was made on the thread of the publisher of bus '%s', from a"
                  + " continuation of publishAsync, and would wait for itself. Call publishAsync"
                  + " there, or continue on a thread of your own with thenApplyAsync and an"
                  + " executor.",
              settings.bus()));
    }
  }

  /**
   * An event on its way out.
   *
   * @param toSend null when the result is there already
   */
  private record Outgoing(CompletableFuture<PublishResult> result, @Nullable Pending toSend) {}

  /** Collects what a publisher should do differently. Not thread-safe. */
  public static final class Builder implements PublisherFactory {
    private final String bus;
    private final @Nullable EventTransport given;
    private final IntFunction<@Nullable EventBridgeTransport> made;
    private int maxInFlight = 8;
    private Duration maxDelay = Duration.ZERO;
    private int queueCapacity = 10_000;
    private Duration queueTimeout = Duration.ofSeconds(5);
    private Duration deadline = Duration.ofSeconds(30);
    private Duration closeGrace = Duration.ofSeconds(10);
    private VerifyBus verifyBus = VerifyBus.FAIL;

    private Builder(
        String bus,
        @Nullable EventTransport given,
        IntFunction<@Nullable EventBridgeTransport> made) {
      this.bus = bus;
      this.given = given;
      this.made = made;
    }

    /**
     * How many requests may be on their way at once. There may be fewer for a while, at least one,
     * when EventBridge throttles. Default: 8.
     */
    public Builder maxInFlight(int requests) {
      this.maxInFlight = requests;
      return this;
    }

    /**
     * How long an event may wait for company in its request. It buys fewer requests with latency,
     * for a service whose threads publish one event at a time. Default: zero; a request leaves as
     * soon as a permit is free.
     */
    public Builder maxDelay(Duration maxDelay) {
      this.maxDelay = maxDelay;
      return this;
    }

    /**
     * How many events may be unfinished at once: waiting, in flight, or to be sent again. Default:
     * 10,000.
     */
    public Builder queueCapacity(int events) {
      this.queueCapacity = events;
      return this;
    }

    /**
     * How long a caller waits for room when the queue is full, before its event is rejected with
     * the code {@code QueueFull}. Zero rejects at once. Default: 5 s.
     */
    public Builder queueTimeout(Duration timeout) {
      this.queueTimeout = timeout;
      return this;
    }

    /**
     * How long an event is sent again when EventBridge could not take it, counted from its arrival
     * in the queue. Its result is known then, or with the answer to a request that is still on its
     * way. Default: 30 s.
     */
    public Builder deadline(Duration deadline) {
      this.deadline = deadline;
      return this;
    }

    /** How long {@link EventBridgePublisher#close()} waits for unfinished events. Default: 10 s. */
    public Builder closeGrace(Duration grace) {
      this.closeGrace = grace;
      return this;
    }

    /**
     * What to do when the bus does not exist. A service that publishes into nothing looks healthy
     * for as long as nobody misses its events, so the default is {@link VerifyBus#FAIL}. Has no
     * effect on a transport that is neither an {@link EventBridgeTransport} nor a {@link
     * RegionRouter} over some.
     */
    public Builder verifyBus(VerifyBus verifyBus) {
      this.verifyBus = verifyBus;
      return this;
    }

    /**
     * Builds a publisher to be used by itself, and starts it.
     *
     * @throws ConfigurationException if an option is impossible, or the bus does not exist
     */
    public EventBridgePublisher build(PublishPipeline pipeline) {
      EventBridgePublisher publisher = create(pipeline);
      publisher.start();
      return publisher;
    }

    /**
     * Builds a publisher for {@link io.busbar.core.runtime.Busbar}, which checks and starts it.
     *
     * @throws ConfigurationException if an option is impossible
     */
    @Override
    public EventBridgePublisher create(PublishPipeline pipeline) {
      Settings settings =
          new Settings(
              bus,
              maxInFlight,
              maxDelay,
              queueCapacity,
              queueTimeout,
              deadline,
              closeGrace,
              verifyBus);
      settings.check();
      EventBridgeTransport owned = made.apply(maxInFlight);
      EventTransport transport = owned == null ? Objects.requireNonNull(given) : owned;
      log.info("Publishing to bus '{}': {}", bus, settings);
      return new EventBridgePublisher(pipeline, settings, transport, owned);
    }
  }
}
