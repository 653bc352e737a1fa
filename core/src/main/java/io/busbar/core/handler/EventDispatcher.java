// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import io.busbar.core.BusbarConfig;
import io.busbar.core.EventHead;
import io.busbar.core.EventName;
import io.busbar.core.EventPublisher;
import io.busbar.core.IncomingEvent;
import io.busbar.core.Instruments;
import io.busbar.core.MalformedEventException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the handlers of a service: reads what a transport has received, finds the handlers, runs
 * each as a delivery of its own, and tells the transport what became of it. It has no threads;
 * handlers run on the caller's.
 *
 * <p>Thread-safe.
 */
public final class EventDispatcher {
  private static final Logger log = LoggerFactory.getLogger(EventDispatcher.class);

  /** Names the part of the library that has decided, where no handler has. */
  static final String NO_HANDLER = "busbar";

  /** An event that 32 handlers have passed on is taken for a loop. */
  private static final int MAX_HOPS = 32;

  private static final int MAX_WARNINGS = 100;
  private final BusbarConfig config;
  private final HandlerRegistry registry;
  private final List<BoundHandler> handlers;
  private final Failures failures;
  private final @Nullable EventPublisher publisher;
  private final boolean publishes;
  private final Set<EventName> warned = ConcurrentHashMap.newKeySet();

  EventDispatcher(
      BusbarConfig config,
      HandlerRegistry registry,
      Failures failures,
      @Nullable EventPublisher publisher) {
    this.config = config;
    this.registry = registry;
    this.handlers = registry.all();
    this.failures = failures;
    this.publisher = publisher;
    this.publishes =
        handlers.stream().anyMatch(handler -> handler.descriptor().traits().publishes());
  }

  /** Starts with what all parts share; add handlers. */
  public static EventDispatcherBuilder builder(BusbarConfig config) {
    return new EventDispatcherBuilder(config);
  }

  public BusbarConfig config() {
    return config;
  }

  /**
   * Whether it makes sense to bring events now: false while handlers that publish could not,
   * because the way to the bus is known to be closed. Events that wait in their queue lose nothing;
   * handlers that fail one after the other use up their attempts.
   */
  public boolean isReady() {
    return !publishes || publisher == null || publisher.takesEvents();
  }

  /** All handlers, in the order of their registration. */
  public List<HandlerDescriptor> handlers() {
    return handlers.stream().map(BoundHandler::descriptor).toList();
  }

  /** The chain around every handler, from the outside to the inside, for a person. */
  public String describe() {
    StringBuilder text = new StringBuilder();
    for (BoundHandler handler : handlers) {
      text.append(handler.descriptor().id())
          .append(" takes ")
          .append(handler.descriptor().match())
          .append('\n');
      handler.chain().describe().forEach(line -> text.append("  ").append(line).append('\n'));
    }
    return text.toString();
  }

  /** Runs the handlers of a delivery and waits for those that complete later. */
  public DispatchResult dispatch(Delivery delivery) {
    CompletableFuture<DispatchResult> result = new CompletableFuture<>();
    dispatch(delivery, result::complete);
    return result.join();
  }

  /**
   * Runs the handlers of a delivery one after the other on the calling thread.
   *
   * @param whenDone hears the result once: before this method returns when all handlers are
   *     synchronous, else on the thread that completes the last one. It must not throw
   */
  public void dispatch(Delivery delivery, Consumer<DispatchResult> whenDone) {
    IncomingEvent event;
    List<BoundHandler> takers;
    try {
      event = SnsNotification.read(config.codec(), delivery.body());
      takers = registry.takersOf(event);
    } catch (MalformedEventException unreadable) {
      String reason = String.valueOf(unreadable.getMessage());
      whenDone.accept(new DispatchResult(null, List.of(undeliverable(delivery, reason))));
      return;
    }
    received(delivery, event.head());
    String only = delivery.attributes().get(Delivery.ONLY_HANDLER);
    if (event.head().metadata().hops() > MAX_HOPS) {
      whenDone.accept(
          new DispatchResult(event.head(), List.of(undeliverable(delivery, loop(event)))));
    } else if (only != null && !only.equals(NO_HANDLER)) {
      redriven(delivery, event, named(takers, only), whenDone);
    } else if (takers.isEmpty()) {
      whenDone.accept(unhandled(event));
    } else {
      run(delivery, event, takers, whenDone);
    }
  }

  private void received(Delivery delivery, EventHead head) {
    if (config.instruments() == Instruments.NONE) {
      return;
    }
    long now = config.time().now().toEpochMilli();
    Instant occurred = head.metadata().occurredAt();
    String queue = delivery.attributes().getOrDefault(Delivery.QUEUE, "");
    config
        .instruments()
        .received(
            queue,
            head.name(),
            occurred.equals(Instant.EPOCH) ? -1 : Math.max(0, now - occurred.toEpochMilli()),
            delivery.sentAtMillis() < 0 ? -1 : Math.max(0, now - delivery.sentAtMillis()));
  }

  /** To the one handler that has failed before; the others are done. */
  private void redriven(
      Delivery delivery,
      IncomingEvent event,
      List<BoundHandler> takers,
      Consumer<DispatchResult> whenDone) {
    if (takers.isEmpty()) {
      whenDone.accept(
          new DispatchResult(
              event.head(), List.of(undeliverable(delivery, gone(delivery, event)))));
    } else {
      run(delivery, event, takers, whenDone);
    }
  }

  private void run(
      Delivery delivery,
      IncomingEvent event,
      List<BoundHandler> takers,
      Consumer<DispatchResult> whenDone) {
    new DispatchRun(config, failures, delivery, event, takers.size(), whenDone).run(takers);
  }

  private static List<BoundHandler> named(List<BoundHandler> takers, String id) {
    return takers.stream().filter(taker -> taker.descriptor().id().equals(id)).toList();
  }

  private static String gone(Delivery delivery, IncomingEvent event) {
    return String.format(
        "The event was redriven to handler '%s', but no handler of that name takes %s here. "
            + "Give a renamed handler its old name with @EventHandler(id), or discard the letter.",
        delivery.attributes().get(Delivery.ONLY_HANDLER), event.head().name());
  }

  private static HandlerResult undeliverable(Delivery delivery, String reason) {
    return new HandlerResult(
        NO_HANDLER, delivery.receiveCount(), new Outcome.DeadLetter(reason, null));
  }

  private static String loop(IncomingEvent event) {
    return String.format(
        "Event %s has passed %d handlers, more than %d: handlers answer each other's events in a loop. "
            + "Break the loop in the handlers that publish %s.",
        event.head().id(), event.head().metadata().hops(), MAX_HOPS, event.head().name());
  }

  private DispatchResult unhandled(IncomingEvent event) {
    EventName name = event.head().name();
    config.instruments().unhandled(name);
    if (warned.size() < MAX_WARNINGS && warned.add(name)) {
      log.warn(
          "No handler takes {} (event {}); such events are acknowledged and counted from now on. "
              + "Narrow the rule that sends them here, or add an @UnhandledEventHandler.",
          name,
          event.head().id());
    }
    Outcome skip = new Outcome.Skip("no handler takes " + name);
    return new DispatchResult(event.head(), List.of(new HandlerResult(NO_HANDLER, 1, skip)));
  }
}
