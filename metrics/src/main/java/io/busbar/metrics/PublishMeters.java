// SPDX-License-Identifier: Apache-2.0
package io.busbar.metrics;

import io.busbar.core.EventName;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** What publisher and outbox tell. */
final class PublishMeters {
  private static final String PUBLISH = "publish";
  private final Vocabulary words;
  private final Family<Counter> sent;
  private final Family<Counter> retries;
  private final Family<Counter> possibleDuplicates;
  private final Family<Timer> storeToBus;
  private final Timer requests;
  private final DistributionSummary batchSize;
  private final DistributionSummary batchBytes;
  private final Counter chunks;
  private final Counter stored;
  private final Counter sweeps;
  private final Counter swept;

  PublishMeters(MeterRegistry registry, Vocabulary words) {
    this.words = words;
    this.sent = Family.counters(BusbarMeter.SENT, registry);
    this.retries = Family.counters(BusbarMeter.RETRIES, registry);
    this.possibleDuplicates = Family.counters(BusbarMeter.POSSIBLE_DUPLICATES, registry);
    this.storeToBus = Family.timers(BusbarMeter.STORE_TO_BUS, registry);
    this.requests = Family.timers(BusbarMeter.OPERATION, registry).get(PUBLISH);
    this.batchSize = Family.summaries(BusbarMeter.BATCH_SIZE, registry).get();
    this.batchBytes = Family.summaries(BusbarMeter.BATCH_BYTES, registry).get();
    this.chunks = Family.counters(BusbarMeter.CHUNKS, registry).get();
    this.stored = Family.counters(BusbarMeter.STORED, registry).get();
    this.sweeps = Family.counters(BusbarMeter.SWEEPS, registry).get();
    this.swept = Family.counters(BusbarMeter.SWEPT, registry).get();
  }

  void published(EventName name, String bus, String errorCode) {
    EventTags.Values event = words.event(name);
    sent.get(words.bus(bus), event.source(), event.detailType(), words.error(errorCode))
        .increment();
  }

  void requestSent(int entries, int bytes, int billed, long nanos) {
    requests.record(nanos, TimeUnit.NANOSECONDS);
    batchSize.record(entries);
    batchBytes.record(bytes);
    add(chunks, billed);
  }

  void entryRetried(String bus, String errorCode) {
    retries.get(words.bus(bus), words.error(errorCode)).increment();
  }

  void possibleDuplicate(String bus) {
    possibleDuplicates.get(words.bus(bus)).increment();
  }

  void stored(int entries) {
    add(stored, entries);
  }

  void relayed(String bus, long nanos) {
    storeToBus.get(words.bus(bus)).record(nanos, TimeUnit.NANOSECONDS);
  }

  void swept(int entries) {
    sweeps.increment();
    add(swept, entries);
  }

  /** A counter that is told to go back would be refused by some registries. */
  static void add(Counter counter, int amount) {
    if (amount > 0) {
      counter.increment(amount);
    }
  }
}
