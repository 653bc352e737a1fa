// SPDX-License-Identifier: Apache-2.0
package io.busbar.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.cache.replica.ReplicaLoader;
import io.busbar.cache.replica.Subscription;
import io.busbar.cache.replica.SubscriptionCache;
import io.busbar.cache.replica.Version;
import io.busbar.cache.replica.Versioned;
import io.busbar.cache.secret.SecretCache;
import io.busbar.cache.secret.SecretRotations;
import io.busbar.core.ConfigurationException;
import io.busbar.core.EventPublisher;
import io.busbar.core.EventType;
import io.busbar.core.EventValidator;
import io.busbar.core.PublishResult;
import io.busbar.core.Violation;
import io.busbar.core.handler.HandlerDescriptor;
import io.busbar.core.runtime.Busbar;
import io.busbar.schema.Constraints;
import io.busbar.schema.validation.SchemaValidator;
import io.busbar.testkit.Account;
import io.busbar.testkit.aws.LocalAws;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** Schemas and caches, with their modules and without. */
class SchemaAndCachesTest {
  private static final LocalAws AWS = LocalAws.start();
  private static final Account ACCOUNT = AWS.organization().account("777777777777");

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  ActuatorAutoConfiguration.class,
                  BusbarAutoConfiguration.class,
                  JacksonAutoConfiguration.class,
                  SchemaAutoConfiguration.class,
                  SecretAutoConfiguration.class,
                  SubscriptionAutoConfiguration.class))
          .withBean(
              BusbarConnectionDetails.class,
              () -> new LocalAwsConnectionDetails(AWS, "777777777777"))
          .withPropertyValues("busbar.service=order-processing", "busbar.outbox.enabled=false");

  private final ApplicationContextRunner publishing =
      runner.withPropertyValues("busbar.bus=default", "busbar.schema.packages=io.busbar.spring");

  @EventType(source = "grocer.customer-web", name = "Order Weighed", version = 1)
  record OrderWeighed(@Constraints(pattern = "^ord-[0-9]+$") String orderId) {}

  @AfterAll
  static void close() {
    AWS.close();
  }

  private static PublishResult publish(ApplicationContext context) {
    return context.getBean(EventPublisher.class).publish(new OrderWeighed("17"));
  }

  @Test
  void judgesEventsByTheSchemasOfTheApplicationsRecords() {
    publishing.run(
        context -> {
          assertThat(context).hasNotFailed().hasSingleBean(SchemaValidator.class);
          assertThat(publish(context))
              .isInstanceOfSatisfying(
                  PublishResult.Rejected.class,
                  rejected -> assertThat(rejected.code()).isEqualTo("SchemaViolation"));
          assertThat(context.getBean(EventPublisher.class).publish(new OrderWeighed("ord-17")))
              .isInstanceOf(PublishResult.Accepted.class);
        });
    publishing
        .withPropertyValues("busbar.schema.mode=warn")
        .run(context -> assertThat(publish(context)).isInstanceOf(PublishResult.Accepted.class));
  }

  @Test
  void judgesNothingWithoutTheModuleOrWhenToldSo() {
    publishing
        .withClassLoader(new FilteredClassLoader(SchemaValidator.class))
        .run(context -> assertThat(publish(context)).isInstanceOf(PublishResult.Accepted.class));
    publishing
        .withPropertyValues("busbar.schema.enabled=false")
        .run(context -> assertThat(publish(context)).isInstanceOf(PublishResult.Accepted.class));
    runner.run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(EventValidator.class));
  }

  @Test
  void prefersTheApplicationsOwnValidator() {
    EventValidator own =
        (name, version, detail) -> List.of(new Violation("$", "17", "own", "is not wanted"));
    publishing
        .withClassLoader(new FilteredClassLoader(SchemaValidator.class))
        .withBean(EventValidator.class, () -> own)
        .run(context -> assertThat(publish(context)).isInstanceOf(PublishResult.Rejected.class));
  }

  @Test
  void saysThatSchemasDoNotKnowTheMappersNames() {
    publishing
        .withBean(
            JsonMapper.class,
            () ->
                JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .build())
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessage(
                        """
                        The service order-processing cannot start:
                          1. The JsonMapper has the naming strategy 'SnakeCaseStrategy', which schemas made of records do not know: every event would break its schema.
                             Name members by @JsonProperty, or set busbar.schema.enabled=false, or make a bean of the type EventValidator."""));
  }

  @Test
  void keepsSecretsForThoseWhoAskForThem() {
    ACCOUNT.secrets().create("prod/db", "geheim");
    runner
        .withPropertyValues("busbar.secrets.prefetch=prod/db")
        .run(
            context -> {
              assertThat(context.getBeanFactory().containsSingleton("secretCache")).isFalse();
              assertThat(context.getBean(HealthIndicator.class).health().getDetails()).isEmpty();
              SecretCache secrets = context.getBean(SecretCache.class);
              assertThat(secrets.status()).hasSize(1);
              assertThat(secrets.get("prod/db").text()).isEqualTo("geheim");
              assertThat(context.getBean(HealthIndicator.class).health().getDetails())
                  .containsKey("secrets");
              assertThat(context).doesNotHaveBean(SecretRotations.class);
            });
    runner
        .withClassLoader(new FilteredClassLoader("io.busbar.cache"))
        .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("secretCache"));
  }

  @Test
  void handlesTheEventsOfRotationsWhereTheyCome() {
    ACCOUNT.queue("rotations");
    runner
        .withPropertyValues(
            "busbar.secrets.rotations=true",
            "busbar.queues.rotations.missing-dead-letters=warn",
            "busbar.queues.rotations.wait-time=1s")
        .run(
            context -> {
              assertThat(context).hasNotFailed().hasSingleBean(SecretRotations.class);
              assertThat(handlers(context)).contains("busbar.secret-label-updated");
            });
  }

  private static Set<String> handlers(ApplicationContext context) {
    return context
        .getBean(BusbarLifecycle.class)
        .busbar()
        .flatMap(Busbar::dispatcher)
        .orElseThrow()
        .handlers()
        .stream()
        .map(HandlerDescriptor::id)
        .collect(Collectors.toSet());
  }

  @Test
  void keepsSubscriptionsByTheirEvents() {
    ACCOUNT.queue("subscriptions");
    ApplicationContextRunner keeping =
        runner.withPropertyValues(
            "busbar.subscriptions.fan-out=shared-queue",
            "busbar.subscriptions.time-to-live=5m",
            "busbar.queues.subscriptions.missing-dead-letters=warn",
            "busbar.queues.subscriptions.wait-time=1s");
    keeping
        .withBean("owner", ReplicaLoader.class, () -> Owner.INSTANCE)
        .run(
            context -> {
              assertThat(context).hasNotFailed();
              SubscriptionCache subscriptions = context.getBean(SubscriptionCache.class);
              assertThat(subscriptions.hasFeature("user-1", "priority_delivery")).isTrue();
              assertThat(handlers(context))
                  .contains("busbar.subscription-activated", "busbar.subscription-cancelled");
              assertThat(context.getBean(HealthIndicator.class).health().getDetails())
                  .containsKey("replica subscriptions");
            });
  }

  /** The service that owns the subscriptions. */
  private enum Owner implements ReplicaLoader<String, Subscription> {
    INSTANCE;

    @Override
    public Optional<Versioned<Subscription>> load(String userId) {
      return Optional.of(
          Versioned.of(
              Version.of(1),
              new Subscription(userId, "sub-1", "plus", "Plus", List.of("priority_delivery"))));
    }
  }

  @Test
  void keepsNoSubscriptionsUnlessConfigured() {
    runner.run(context -> assertThat(context).doesNotHaveBean(SubscriptionCache.class));
    runner
        .withClassLoader(new FilteredClassLoader("io.busbar.cache"))
        .withPropertyValues("busbar.subscriptions.fan-out=shared-queue")
        .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("subscriptionCache"));
  }
}
