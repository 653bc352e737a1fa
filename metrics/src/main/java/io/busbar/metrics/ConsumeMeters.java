// SPDX-License-Identifier: Apache-2.0
package io.busbar.metrics;

import io.busbar.core.EventName;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What containers and handlers tell. */
final class ConsumeMeters {
  private final Vocabulary words;
  private final Family<Counter> consumed;
  private final Family<Timer> dispatchLag;
  private final Family<Timer> deliveryLag;
  private final Family<Timer> processed;
  private final Family<AtomicInteger> active;
  private final Family<Counter> unhandled;
  private final Family<Counter> duplicates;
  private final Family<Counter> unreadable;
  private final Family<Counter> deadLetters;
  private final Family<Counter> acksLost;
  private final Family<Counter> extractions;

  ConsumeMeters(MeterRegistry registry, Vocabulary words) {
    this.words = words;
    this.consumed = Family.counters(BusbarMeter.CONSUMED, registry);
    this.dispatchLag = Family.timers(BusbarMeter.DISPATCH_LAG, registry);
    this.deliveryLag = Family.timers(BusbarMeter.DELIVERY_LAG, registry);
    this.processed = Family.timers(BusbarMeter.PROCESSED, registry);
    this.active = Family.of(BusbarMeter.ACTIVE, tags -> activeRuns(registry, tags));
    this.unhandled = Family.counters(BusbarMeter.UNHANDLED, registry);
    this.duplicates = Family.counters(BusbarMeter.DUPLICATES, registry);
    this.unreadable = Family.counters(BusbarMeter.UNREADABLE, registry);
    this.deadLetters = Family.counters(BusbarMeter.DEAD_LETTERS, registry);
    this.acksLost = Family.counters(BusbarMeter.ACKS_LOST, registry);
    this.extractions = Family.counters(BusbarMeter.EXTRACTIONS, registry);
  }

  private static AtomicInteger activeRuns(MeterRegistry registry, Tags tags) {
    AtomicInteger runs = new AtomicInteger();
    Gauge.builder(BusbarMeter.ACTIVE.id, runs, AtomicInteger::get)
        .description(BusbarMeter.ACTIVE.description)
        .tags(tags)
        .register(registry);
    return runs;
  }

  void received(String queue, EventName name, long sinceOccurred, long sinceSent) {
    EventTags.Values event = words.event(name);
    String destination = words.queue(queue);
    consumed.get(destination, event.source(), event.detailType()).increment();
    record(dispatchLag, destination, sinceOccurred);
    record(deliveryLag, destination, sinceSent);
  }

  private static void record(Family<Timer> timers, String destination, long millis) {
    if (millis >= 0) {
      timers.get(destination).record(millis, TimeUnit.MILLISECONDS);
    }
  }

  void handling(String handlerId) {
    active.get(words.handler(handlerId)).incrementAndGet();
  }

  void handled(String handlerId, EventName name, String outcome, long nanos) {
    String handler = words.handler(handlerId);
    active.get(handler).decrementAndGet();
    processed
        .get(handler, words.event(name).detailType(), outcome(outcome))
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  private String outcome(String simpleName) {
    return switch (simpleName) {
      case "Ack" -> "ack";
      case "Skip" -> "skip";
      case "Retry" -> "retry";
      case "DeadLetter" -> "dead_letter";
      default -> words.result(simpleName);
    };
  }

  void unhandled(EventName name) {
    EventTags.Values event = words.event(name);
    unhandled.get(event.source(), event.detailType()).increment();
  }

  void duplicate(String handlerId) {
    duplicates.get(words.handler(handlerId)).increment();
  }

  void unreadable(String queue) {
    unreadable.get(words.queue(queue)).increment();
  }

  void deadLettered(String queue, String handlerId) {
    deadLetters.get(words.queue(queue), words.handler(handlerId)).increment();
  }

  void acksLost(String queue, int messages) {
    PublishMeters.add(acksLost.get(words.queue(queue)), messages);
  }

  void traceExtracted(String result) {
    extractions.get(words.result(result)).increment();
  }
}
