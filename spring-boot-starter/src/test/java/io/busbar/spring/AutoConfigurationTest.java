// SPDX-License-Identifier: Apache-2.0
package io.busbar.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.core.BusbarConfig;
import io.busbar.core.EventPublisher;
import io.busbar.core.Health;
import io.busbar.core.Instruments;
import io.busbar.core.PublishResult;
import io.busbar.core.runtime.ServicePart;
import io.busbar.metrics.MicrometerInstruments;
import io.busbar.outbox.Outbox;
import io.busbar.outbox.OutboxDataSource;
import io.busbar.testkit.aws.LocalAws;
import io.busbar.tracing.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.awscore.AwsClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeAsyncClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerAsyncClient;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

/** The application's context with and without each module. */
class AutoConfigurationTest {
  private static final LocalAws AWS = LocalAws.start();

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  ActuatorAutoConfiguration.class,
                  BusbarAutoConfiguration.class,
                  MetricsAutoConfiguration.class,
                  OutboxAutoConfiguration.class,
                  TracingAutoConfiguration.class,
                  JacksonAutoConfiguration.class,
                  DataSourceAutoConfiguration.class))
          .withBean(
              BusbarConnectionDetails.class,
              () -> new LocalAwsConnectionDetails(AWS, "777777777777"))
          .withPropertyValues("spring.application.name=order-processing");

  private final ApplicationContextRunner publishing =
      runner.withPropertyValues("busbar.bus=default", "busbar.outbox.create-schema=true");

  @AfterAll
  static void close() {
    AWS.close();
  }

  @Test
  void asksForNothingWhereNothingIsConfigured() {
    runner.run(
        context -> {
          assertThat(context).hasNotFailed().doesNotHaveBean(EventPublisher.class);
          assertThat(context.getBean(BusbarConfig.class).service().name())
              .isEqualTo("order-processing");
          assertThat(context.getBean(BusbarLifecycle.class).isRunning()).isTrue();
          assertThat(context.getBean(DataSource.class)).isNotInstanceOf(OutboxDataSource.class);
        });
  }

  /** What we try again ourselves, the SDK must not try again beneath us. */
  @Test
  void makesClientsThatTryNothingAgain() {
    runner
        .withConfiguration(AutoConfigurations.of(SecretAutoConfiguration.class))
        .run(
            context ->
                assertThat(
                        Stream.of(
                                EventBridgeAsyncClient.class,
                                SqsAsyncClient.class,
                                SecretsManagerAsyncClient.class)
                            .map(type -> ((AwsClient) context.getBean(type)))
                            .map(client -> client.serviceClientConfiguration())
                            .map(set -> set.overrideConfiguration().retryStrategy().orElseThrow())
                            .map(strategy -> strategy.maxAttempts()))
                    .containsExactly(1, 1, 1));
  }

  @Test
  void publishesThroughTheOutboxWhereThereIsADatabase() {
    publishing.run(
        context -> {
          assertThat(context).hasNotFailed().hasSingleBean(SpringOutbox.class);
          assertThat(context.getBean(DataSource.class)).isInstanceOf(OutboxDataSource.class);
          assertThat(context.getBean(SpringOutbox.class).outbox()).isPresent();
        });
  }

  @Test
  void publishesDirectlyWithoutTheModuleOrWhenToldSo() {
    runner
        .withPropertyValues("busbar.bus=default")
        .withClassLoader(new FilteredClassLoader(Outbox.class))
        .run(context -> assertThat(context).hasNotFailed().hasSingleBean(EventPublisher.class));
    publishing
        .withPropertyValues("busbar.outbox.enabled=false")
        .run(
            context ->
                assertThat(context)
                    .hasNotFailed()
                    .hasSingleBean(EventPublisher.class)
                    .doesNotHaveBean(SpringOutbox.class));
  }

  @Test
  void countsInTheApplicationsRegistry() {
    runner
        .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
        .run(
            context ->
                assertThat(context.getBean(BusbarConfig.class).instruments())
                    .isInstanceOf(MicrometerInstruments.class));
    runner
        .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
        .withClassLoader(new FilteredClassLoader(MicrometerInstruments.class))
        .run(
            context ->
                assertThat(context.getBean(BusbarConfig.class).instruments())
                    .isSameAs(Instruments.NONE));
  }

  @Test
  void tracesWithTheApplicationsOpenTelemetry() {
    publishing
        .withBean(OpenTelemetry.class, OpenTelemetry::noop)
        .run(context -> assertThat(context).hasNotFailed().hasSingleBean(Tracing.class));
    publishing
        .withBean(OpenTelemetry.class, OpenTelemetry::noop)
        .withClassLoader(new FilteredClassLoader(Tracing.class))
        .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("busbarTracing"));
  }

  @Test
  void startsWithoutTheActuatorAndWithoutTheTestkit() {
    publishing
        .withClassLoader(new FilteredClassLoader(HealthIndicator.class, Endpoint.class))
        .run(
            context -> assertThat(context).hasNotFailed().doesNotHaveBean("busbarHealthIndicator"));
    new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(BusbarAutoConfiguration.class))
        .withClassLoader(new FilteredClassLoader("io.busbar.testkit"))
        .withPropertyValues("busbar.service=shop")
        .run(context -> assertThat(context).hasNotFailed());
  }

  @Test
  void makesNoClientThatNobodyNeeds() {
    runner
        .withPropertyValues("management.endpoints.web.exposure.include=*")
        .withPropertyValues("management.endpoint.busbardeadletters.access=UNRESTRICTED")
        .run(
            context -> {
              assertThat(context).hasNotFailed().hasSingleBean(DeadLettersEndpoint.class);
              assertThat(context.getBeanFactory().containsSingleton("busbarSqsClient")).isFalse();
              assertThat(context.getBeanFactory().containsSingleton("busbarEventBridgeClient"))
                  .isFalse();
            });
  }

  @Test
  void refusesToPublishBeforeTheApplicationHasStarted() {
    publishing
        .withUserConfiguration(Hasty.class)
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessage(
                        "The application publishes before it has started: Busbar is put together when all beans are there."
                            + " Publish from a handler, a request, or an ApplicationReadyEvent, not from a constructor or @PostConstruct."));
  }

  /** Publishes while beans are made. */
  @Configuration(proxyBeanMethods = false)
  static class Hasty {
    @Bean
    String published(EventPublisher events) {
      return events.publish("too early").toString();
    }
  }

  @Test
  void letsCustomizersHaveTheLastWordAndClosesWhatCannotStart() {
    List<String> closed = new ArrayList<>();
    runner
        .withBean(
            BusbarCustomizer.class,
            () -> builder -> builder.publisher(pipeline -> new Unable(closed)))
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("The bus is not there. Create it."));
    assertThat(closed).containsExactly("closed");
  }

  /** A part that says at the start that it cannot. */
  private record Unable(List<String> closed) implements EventPublisher, ServicePart {
    @Override
    public CompletableFuture<PublishResult> publishAsync(Object event) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<String> check() {
      return List.of("The bus is not there. Create it.");
    }

    @Override
    public void start() {}

    @Override
    public Health health() {
      return new Health("publisher", Health.Status.UP, Map.of());
    }

    @Override
    public void close() {
      closed.add("closed");
    }
  }

  @Test
  void leavesTheApplicationsOwnBeansAlone() {
    BusbarConfig own = BusbarConfig.of("own");
    runner
        .withBean(BusbarConfig.class, () -> own)
        .run(context -> assertThat(context.getBean(BusbarConfig.class)).isSameAs(own));
  }
}
