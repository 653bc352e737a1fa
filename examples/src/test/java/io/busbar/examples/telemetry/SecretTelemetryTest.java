// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.cache.secret.Secret;
import io.busbar.cache.secret.SecretCache;
import io.busbar.cache.secret.SecretSourceException;
import io.busbar.cache.secret.SecretSourceException.Reason;
import io.busbar.core.BusbarConfig;
import io.busbar.core.EventType;
import io.busbar.core.ServiceIdentity;
import io.busbar.core.handler.EventDispatcher;
import io.busbar.core.handler.EventHandler;
import io.busbar.core.handler.HandlerContext;
import io.busbar.core.publish.PublishPipeline;
import io.busbar.metrics.MicrometerInstruments;
import io.busbar.testkit.Bus;
import io.busbar.testkit.InMemoryEventPublisher;
import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.Queue;
import io.busbar.testkit.VirtualClock;
import io.busbar.tracing.Tracing;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a service that works with a secret tells Prometheus and its spans, whatever goes wrong. */
class SecretTelemetryTest {
  private static final String CANARY = "canary-5d41402abc4b2a76";
  private static final String NAME = "prod/" + CANARY;

  private final VirtualClock clock = VirtualClock.create();
  private final InMemoryOrganization aws = InMemoryOrganization.create(clock);
  private final Bus bus = aws.account("777777777777").bus("central-bus");
  private final Queue queue = aws.account("777777777777").queue("payment");
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final MicrometerInstruments instruments = MicrometerInstruments.of(registry);
  private final InMemorySpanExporter spans = InMemorySpanExporter.create();
  private final BusbarConfig config =
      BusbarConfig.builder()
          .service(new ServiceIdentity("payment", null, "777777777777", null))
          .time(clock)
          .instruments(instruments)
          .build();
  private final Tracing tracing =
      Tracing.of(
          OpenTelemetrySdk.builder()
              .setTracerProvider(
                  SdkTracerProvider.builder()
                      .addSpanProcessor(SimpleSpanProcessor.create(spans))
                      .build())
              .build(),
          config);
  private final SecretCache secrets =
      SecretCache.builder(ref -> read()).config(config).executor(Runnable::run).build();
  private int version;
  private boolean outage;

  @EventType(source = "grocer.payment", name = "Payment Requested")
  record PaymentRequested(int number) {}

  private Secret read() {
    if (outage) {
      throw new SecretSourceException(Reason.UNAVAILABLE, "no " + CANARY, null);
    }
    return Secret.ofText(NAME, "v" + ++version, CANARY + version);
  }

  /** Tells its secret to everyone who catches its exceptions. */
  @EventHandler(id = "pay")
  void pay(PaymentRequested request, HandlerContext context) {
    String password = secrets.get(NAME).text();
    if (request.number() == 1) {
      throw new IllegalArgumentException("The bank refuses " + password);
    }
    if (context.attempt() == 1) {
      throw new IllegalStateException("The bank does not answer to " + password);
    }
  }

  @Test
  void isNeverTheSecret() {
    instruments.watchSecret("bank", () -> Duration.ZERO);
    bus.rule("all").pattern("{\"source\":[\"grocer.payment\"]}").to(queue);
    InMemoryEventPublisher publisher =
        InMemoryEventPublisher.of(PublishPipeline.of(config, tracing.publishing()), bus);
    queue
        .container(
            EventDispatcher.builder(config)
                .publisher(publisher)
                .interceptor(tracing.handling())
                .handlers(this)
                .build())
        .start();

    publisher.publish(new PaymentRequested(1));
    publisher.publish(new PaymentRequested(2));
    aws.runUntilQuiescent();
    secrets.refresh(NAME);
    outage = true;
    clock.advance(Duration.ofMinutes(30)); // Refreshed in vain, and served although it is old.
    secrets.get(NAME);
    clock.advance(Duration.ofHours(1)); // Older than it may be: the handler fails now.
    publisher.publish(new PaymentRequested(3));
    aws.runUntilQuiescent();
    secrets.close();

    assertThat(registry.scrape())
        .contains("busbar_secret_fetches_total", "busbar_secret_stale_total", "outcome=\"retry\"")
        .contains("error_type=\"UNAVAILABLE\"", "busbar_secret_age{cache=\"bank\"}")
        .doesNotContain(CANARY);
    assertThat(spans.getFinishedSpanItems().toString())
        .contains("java.lang.IllegalStateException", "java.lang.IllegalArgumentException")
        .contains("SecretStaleException", "busbar.retry")
        .doesNotContain(CANARY);
  }
}
