// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.runtime;

import io.busbar.core.BusbarConfig;
import io.busbar.core.ConfigurationException;
import io.busbar.core.EventPublisher;
import io.busbar.core.Health;
import io.busbar.core.handler.EventDispatcher;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One service put together: publisher, outbox, handlers and containers, started and stopped in the
 * right order.
 *
 * <pre>{@code
 * try (Busbar busbar = Busbar.builder()
 *     .service("order-processing")
 *     .publisher(EventBridgePublisher.builder(eventBridge, "central-bus"))
 *     .handlers(new Orders())
 *     .container(SqsEventContainer.builder(sqs, queueUrl))
 *     .build()) {
 *   busbar.start();
 *   …
 * }
 * }</pre>
 *
 * <p>Thread-safe. Starting opens the way from the bus inwards: publisher, outbox, containers;
 * closing goes the other way round, so that handlers can publish until the last one has ended.
 */
public final class Busbar implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Busbar.class);
  private final BusbarConfig config;
  private final @Nullable EventPublisher publisher;
  private final @Nullable EventDispatcher dispatcher;
  private final List<ServicePart> parts;
  private final AtomicBoolean started = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile boolean checked;

  /** Parts come in the order of starting. */
  Busbar(
      BusbarConfig config,
      @Nullable EventPublisher publisher,
      @Nullable EventDispatcher dispatcher,
      List<ServicePart> parts) {
    this.config = config;
    this.publisher = publisher;
    this.dispatcher = dispatcher;
    this.parts = List.copyOf(parts);
  }

  public static BusbarBuilder builder() {
    return new BusbarBuilder();
  }

  /**
   * Checks every part, unless {@link BusbarBuilder#buildChecked()} has, then starts them. Calling
   * it again does nothing.
   *
   * @throws ConfigurationException with everything that is missing: buses, queues, tables; nothing
   *     is started then, and it can be tried again
   * @throws IllegalStateException if it was closed
   */
  public void start() {
    if (closed.get()) {
      throw new IllegalStateException(
          String.format(
              "The service %s was closed and cannot be started again. Build another one.",
              config.service().name()));
    }
    if (!started.compareAndSet(false, true)) {
      return;
    }
    check();
    startAll();
    log.info(
        "Service {} runs: {}",
        config.service().name(),
        parts.stream().map(part -> part.health().part()).toList());
  }

  /** Starting may be tried again when the mistakes have been corrected. */
  private void check() {
    if (checked) {
      return;
    }
    PartChecks checks = PartChecks.of(parts);
    if (!checks.findings().isEmpty()) {
      started.set(false);
      throw checks.mistakes(
          "The service " + config.service().name() + " cannot start", checks.findings());
    }
  }

  /** What its parts find now; if it is nothing, {@link #start()} does not ask them again. */
  PartChecks checkNow() {
    PartChecks checks = PartChecks.of(parts);
    checked = checks.findings().isEmpty();
    return checks;
  }

  /** A part that fails to start takes those before it down again. */
  private void startAll() {
    try {
      parts.forEach(ServicePart::start);
    } catch (RuntimeException | Error failed) {
      close();
      throw failed;
    }
  }

  /** Where the service publishes: its outbox if it has one, else its publisher. */
  public EventPublisher publisher() {
    return Optional.ofNullable(publisher)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    String.format(
                        "The service %s has no publisher. Call publisher(…) or outbox(…) on Busbar's builder.",
                        config.service().name())));
  }

  /** The service's handlers, when it has any. */
  public Optional<EventDispatcher> dispatcher() {
    return Optional.ofNullable(dispatcher);
  }

  public BusbarConfig config() {
    return config;
  }

  /** How every part is, in the order of starting. */
  public List<Health> health() {
    return parts.stream().map(ServicePart::health).toList();
  }

  /** Closes the parts, the containers first. Calling it again does nothing. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    closeReversed(parts);
  }

  static void closeReversed(List<ServicePart> parts) {
    List<ServicePart> reversed = new ArrayList<>(parts);
    Collections.reverse(reversed);
    reversed.forEach(Busbar::closeQuietly);
  }

  /** One part that cannot be closed must not keep the others from it. */
  private static void closeQuietly(ServicePart part) {
    try {
      part.close();
    } catch (RuntimeException failed) {
      log.error(
          "Closing the {} failed; what it held may be left to its time-outs",
          part.health().part(),
          failed);
    }
  }
}
