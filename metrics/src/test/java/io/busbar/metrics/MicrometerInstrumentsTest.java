// SPDX-License-Identifier: Apache-2.0
package io.busbar.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.core.EventName;
import io.busbar.core.Instruments;
import io.busbar.testkit.contract.InstrumentsContract;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MicrometerInstrumentsTest implements InstrumentsContract {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final MicrometerInstruments instruments = MicrometerInstruments.of(registry);

  @Override
  public Instruments instruments() {
    return instruments;
  }

  @Test
  void countsEverythingThatHappens() {
    Everything.tell(instruments);

    assertThat(registry.scrape().lines())
        .contains(
            "busbar_consume_acks_lost_total{messaging_destination_name=\"orders\"} 3.0",
            "busbar_consume_dead_letters_total{handler=\"Orders.on(OrderPlaced)\",messaging_destination_name=\"orders\"}"
                + " 1.0",
            "busbar_consume_duplicates_total{handler=\"Orders.on(OrderPlaced)\"} 1.0",
            "busbar_consume_unhandled_total{event_detail_type=\"Order"
                + " Placed\",event_source=\"grocer.shop\"} 1.0",
            "busbar_consume_unreadable_total{messaging_destination_name=\"orders\"} 1.0",
            "busbar_delivery_lag_seconds_sum{messaging_destination_name=\"orders\"} 0.02",
            "busbar_dispatch_lag_seconds_sum{messaging_destination_name=\"orders\"} 1.5",
            "busbar_handlers_active{handler=\"Orders.on(OrderPlaced)\"} 1.0",
            "busbar_outbox_backlog 7.0",
            "busbar_outbox_oldest_age 90.0",
            "busbar_outbox_store_to_bus_seconds_sum{messaging_destination_name=\"central-bus\"}"
                + " 0.08",
            "busbar_outbox_stored_total 2.0",
            "busbar_outbox_sweeps_total 1.0",
            "busbar_outbox_swept_total 4.0",
            "busbar_publish_batch_bytes_sum 4000.0",
            "busbar_publish_batch_size_sum 10.0",
            "busbar_publish_billed_chunks_total 11.0",
            "busbar_publish_possible_duplicates_total{messaging_destination_name=\"central-bus\"}"
                + " 1.0",
            "busbar_publish_retries_total{error_type=\"ThrottlingException\",messaging_destination_name=\"central-bus\"}"
                + " 1.0",
            "busbar_replica_loads_total{cache=\"subscriptions\",error_type=\"none\"} 1.0",
            "busbar_replica_silence{cache=\"subscriptions\"} 1.5",
            "busbar_replica_updates_total{cache=\"subscriptions\",outcome=\"applied\"} 1.0",
            "busbar_schema_deprecated_reads_total{event_detail_type=\"Order"
                + " Placed\",field=\"$.items\",handler=\"Orders.on(OrderPlaced)\"} 1.0",
            "busbar_schema_violations_total{event_detail_type=\"Order"
                + " Placed\",event_source=\"grocer.shop\",rule=\"pattern\"} 1.0",
            "busbar_secret_age{cache=\"database\"} 300.0",
            "busbar_secret_fetches_total{error_type=\"none\",trigger=\"age\"} 1.0",
            "busbar_secret_stale_total 1.0",
            "busbar_trace_extractions_total{result=\"event\"} 1.0",
            "messaging_client_consumed_messages_total{event_detail_type=\"Order"
                + " Placed\",event_source=\"grocer.shop\",messaging_destination_name=\"orders\"}"
                + " 1.0",
            "messaging_client_operation_duration_seconds_sum{messaging_operation_name=\"publish\"}"
                + " 0.005",
            "messaging_client_sent_messages_total{error_type=\"NoAnswer\",event_detail_type=\"Order"
                + " Placed\",event_source=\"grocer.shop\",messaging_destination_name=\"central-bus\"}"
                + " 1.0",
            "messaging_client_sent_messages_total{error_type=\"none\",event_detail_type=\"Order"
                + " Placed\",event_source=\"grocer.shop\",messaging_destination_name=\"central-bus\"}"
                + " 1.0",
            "messaging_process_duration_seconds_sum{event_detail_type=\"Order"
                + " Placed\",handler=\"Orders.on(OrderPlaced)\",outcome=\"ack\"} 0.002");
  }

  @Test
  void makesEveryMeterOfTheListAndNoOther() {
    Everything.tell(instruments);

    assertThat(registry.getMeters())
        .extracting(meter -> meter.getId().getName())
        .containsOnly(Arrays.stream(BusbarMeter.values()).map(m -> m.id).toArray(String[]::new));
  }

  @Test
  void givesANameTheSameTagKeysAlways() throws Exception {
    Everything.tell(instruments);
    hearUsualValues();
    hearTheUnusual();

    Map<String, Set<List<String>>> keys = new TreeMap<>();
    for (Meter meter : registry.getMeters()) {
      keys.computeIfAbsent(meter.getId().getName(), name -> new java.util.HashSet<>())
          .add(meter.getId().getTags().stream().map(Tag::getKey).sorted().toList());
    }
    for (BusbarMeter meter : BusbarMeter.values()) {
      assertThat(keys.get(meter.id))
          .as(meter.id)
          .containsExactly(meter.tags.stream().sorted().toList());
    }
  }

  @Test
  void keepsTheSeriesWithinBoundsWhenTenThousandDetailTypesArrive() {
    for (int i = 0; i < 10_000; i++) {
      EventName name = new EventName("grocer.shop", "Event " + i);
      String text = "name " + i;
      instruments.published(name, text, text);
      instruments.received(text, name, 1, 1);
      instruments.handling(text);
      instruments.handled(text, name, "Ack", 1);
      instruments.unhandled(name);
      instruments.deadLettered(text, text);
      instruments.replicaApplied(text, "applied");
    }

    Map<String, Set<String>> values = new TreeMap<>();
    for (Meter meter : registry.getMeters()) {
      for (Tag tag : meter.getId().getTags()) {
        values.computeIfAbsent(tag.getKey(), key -> new TreeSet<>()).add(tag.getValue());
      }
    }
    assertThat(values.get("event.detail.type")).hasSize(101).contains("_other", "Event 99");
    assertThat(values.values()).allSatisfy(each -> assertThat(each).hasSizeLessThanOrEqualTo(101));
    assertThat(registry.getMeters()).hasSizeLessThan(1_100);
    assertThat(registry.scrape())
        .contains(
            "messaging_client_sent_messages_total{error_type=\"_other\",event_detail_type=\"_other\",event_source=\"grocer.shop\",messaging_destination_name=\"_other\"}"
                + " 9900.0");
  }

  @Test
  void addsBucketsWhenAsked() {
    PrometheusMeterRegistry asked = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    asked.config().meterFilter(MicrometerInstruments.histograms());
    Everything.tell(MicrometerInstruments.of(asked));
    Everything.tell(instruments);

    assertThat(asked.scrape())
        .contains("messaging_process_duration_seconds_bucket{")
        .contains(
            "busbar_dispatch_lag_seconds_bucket{messaging_destination_name=\"orders\",le=\"3600.0\"}"
                + " 1");
    assertThat(registry.scrape()).doesNotContain("_bucket");
  }

  @Test
  void asksAnOutboxAtMostEveryTenSeconds() {
    MockClock clock = new MockClock();
    SimpleMeterRegistry simple = new SimpleMeterRegistry(SimpleConfig.DEFAULT, clock);
    AtomicInteger asked = new AtomicInteger();
    MicrometerInstruments.of(simple)
        .watchOutbox(() -> new OutboxBacklog(asked.incrementAndGet(), null));

    assertThat(gauge(simple, "busbar.outbox.backlog")).isEqualTo(1);
    assertThat(gauge(simple, "busbar.outbox.oldest.age")).isZero();
    clock.add(Duration.ofMillis(9_999));
    assertThat(gauge(simple, "busbar.outbox.backlog")).isEqualTo(1);
    clock.add(Duration.ofMillis(1));
    assertThat(gauge(simple, "busbar.outbox.backlog")).isEqualTo(2);
  }

  @Test
  void showsNoValueWhenTheOutboxCannotBeAsked() {
    instruments.watchOutbox(
        () -> {
          throw new IllegalStateException("The database is away.");
        });

    assertThat(registry.scrape()).contains("busbar_outbox_backlog NaN");
  }

  private static double gauge(SimpleMeterRegistry registry, String name) {
    return registry.get(name).gauge().value();
  }
}
