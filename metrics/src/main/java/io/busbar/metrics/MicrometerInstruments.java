// SPDX-License-Identifier: Apache-2.0
package io.busbar.metrics;

import io.busbar.core.EventName;
import io.busbar.core.Instruments;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Counts everything that happens, in a Micrometer registry. All names, tags and bounds are listed
 * in docs/observability.md.
 *
 * <pre>{@code
 * MicrometerInstruments instruments = MicrometerInstruments.of(registry);
 * BusbarConfig config = BusbarConfig.builder().service("orders").instruments(instruments).build();
 * }</pre>
 *
 * <p>Thread-safe. A name has the same tag keys always. Tag values are bounded: after a hundred
 * event types, handlers, queues and so on the rest is {@code _other}. No ids, no secrets' names, no
 * details.
 */
public final class MicrometerInstruments implements Instruments {
  private static final double MILLIS = 1_000;
  private final MeterRegistry registry;
  private final Vocabulary words = new Vocabulary();
  private final PublishMeters publish;
  private final ConsumeMeters consume;
  private final CacheMeters caches;
  private final SchemaMeters schemas;

  private MicrometerInstruments(MeterRegistry registry) {
    this.registry = registry;
    this.publish = new PublishMeters(registry, words);
    this.consume = new ConsumeMeters(registry, words);
    this.caches = new CacheMeters(registry, words);
    this.schemas = new SchemaMeters(registry, words);
  }

  /** Counts in a registry, which stays the caller's. */
  public static MicrometerInstruments of(MeterRegistry registry) {
    return new MicrometerInstruments(registry);
  }

  /**
   * Buckets for the library's timers, for {@code registry.config().meterFilter(…)} before the
   * meters are made. Default: none; a bucket is a series for every tag value.
   */
  public static MeterFilter histograms() {
    return new Histograms();
  }

  /**
   * Shows what waits in an outbox, as {@code outbox.status()} tells it. Asked when the registry is
   * read, at most every ten seconds; a failure shows as no value.
   */
  public void watchOutbox(Supplier<OutboxBacklog> backlog) {
    Sampled<OutboxBacklog> sampled = new Sampled<>(backlog, registry.config().clock());
    gauge(BusbarMeter.BACKLOG, null, sampled, OutboxBacklog::entries);
    gauge(BusbarMeter.OLDEST, null, sampled, each -> seconds(each.oldestAge()));
  }

  /**
   * Shows how old a secret is.
   *
   * @param alias what dashboards call it; not its ARN
   */
  public void watchSecret(String alias, Supplier<Duration> age) {
    watch(BusbarMeter.SECRET_AGE, alias, age);
  }

  /** Shows how long nothing has been heard for a replica, as {@code replica::silence} tells it. */
  public void watchReplica(String name, Supplier<Duration> silence) {
    watch(BusbarMeter.REPLICA_SILENCE, name, silence);
  }

  private void watch(BusbarMeter meter, String cache, Supplier<Duration> age) {
    gauge(
        meter,
        words.cache(cache),
        new Sampled<>(age, registry.config().clock()),
        MicrometerInstruments::seconds);
  }

  private <T> void gauge(
      BusbarMeter meter, @Nullable String tag, Sampled<T> sampled, ToDoubleFunction<T> value) {
    Gauge.Builder<?> gauge =
        Gauge.builder(
                meter.id,
                () -> {
                  T sample = sampled.get();
                  return sample == null ? Double.NaN : value.applyAsDouble(sample);
                })
            .description(meter.description);
    if (tag != null) {
      gauge.tag(meter.tags.get(0), tag);
    }
    gauge.register(registry);
  }

  private static double seconds(@Nullable Duration age) {
    return age == null ? 0 : age.toMillis() / MILLIS;
  }

  @Override
  public void published(EventName name, String bus, String errorCode) {
    publish.published(name, bus, errorCode);
  }

  @Override
  public void requestSent(int entries, int bytes, int chunks, long nanos) {
    publish.requestSent(entries, bytes, chunks, nanos);
  }

  @Override
  public void entryRetried(String bus, String errorCode) {
    publish.entryRetried(bus, errorCode);
  }

  @Override
  public void possibleDuplicate(String bus) {
    publish.possibleDuplicate(bus);
  }

  @Override
  public void received(String queue, EventName name, long sinceOccurred, long sinceSent) {
    consume.received(queue, name, sinceOccurred, sinceSent);
  }

  @Override
  public void traceExtracted(String result) {
    consume.traceExtracted(result);
  }

  @Override
  public void handling(String handlerId) {
    consume.handling(handlerId);
  }

  @Override
  public void handled(String handlerId, EventName name, String outcome, long nanos) {
    consume.handled(handlerId, name, outcome, nanos);
  }

  @Override
  public void unhandled(EventName name) {
    consume.unhandled(name);
  }

  @Override
  public void duplicate(String handlerId) {
    consume.duplicate(handlerId);
  }

  @Override
  public void unreadable(String queue) {
    consume.unreadable(queue);
  }

  @Override
  public void deadLettered(String queue, String handlerId) {
    consume.deadLettered(queue, handlerId);
  }

  @Override
  public void acksLost(String queue, int messages) {
    consume.acksLost(queue, messages);
  }

  @Override
  public void outboxStored(int entries) {
    publish.stored(entries);
  }

  @Override
  public void outboxRelayed(String bus, long nanos) {
    publish.relayed(bus, nanos);
  }

  @Override
  public void outboxSwept(int entries) {
    publish.swept(entries);
  }

  @Override
  public void secretFetched(String trigger, String errorCode) {
    caches.secretFetched(trigger, errorCode);
  }

  @Override
  public void secretServedStale() {
    caches.secretServedStale();
  }

  @Override
  public void replicaApplied(String replica, String outcome) {
    caches.replicaApplied(replica, outcome);
  }

  @Override
  public void replicaLoaded(String replica, String errorCode) {
    caches.replicaLoaded(replica, errorCode);
  }

  @Override
  public void eventInvalid(EventName name, String rule) {
    schemas.eventInvalid(name, rule);
  }

  @Override
  public void deprecatedFieldRead(String handlerId, EventName name, String field) {
    schemas.deprecatedFieldRead(handlerId, name, field);
  }
}
