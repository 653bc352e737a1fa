// SPDX-License-Identifier: Apache-2.0
package io.busbar.spring;

import io.busbar.outbox.Outbox;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

/** Health, and endpoints for those who operate the application. */
@AutoConfiguration(after = {BusbarAutoConfiguration.class, OutboxAutoConfiguration.class})
public class ActuatorAutoConfiguration {

  /** Where {@code spring-boot-health} is there. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(HealthIndicator.class)
  static class HealthConfiguration {
    @Bean
    @ConditionalOnEnabledHealthIndicator("busbar")
    BusbarHealthIndicator busbarHealthIndicator(
        BusbarLifecycle lifecycle, ConfigurableListableBeanFactory beans) {
      return new BusbarHealthIndicator(lifecycle, beans);
    }
  }

  /** Where the actuator's endpoints are there. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass({Endpoint.class, ConditionalOnAvailableEndpoint.class})
  static class DeadLettersConfiguration {
    @Bean
    @ConditionalOnAvailableEndpoint(DeadLettersEndpoint.class)
    DeadLettersEndpoint busbarDeadLettersEndpoint(
        BusbarProperties properties, ObjectProvider<SqsAsyncClient> sqs) {
      return new DeadLettersEndpoint(properties, sqs);
    }

    @Bean
    @ConditionalOnBean(DeadLettersEndpoint.class)
    DeadLettersWebExtension busbarDeadLettersWebExtension(DeadLettersEndpoint endpoint) {
      return new DeadLettersWebExtension(endpoint);
    }
  }

  /** Where the outbox is there as well. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass({Endpoint.class, ConditionalOnAvailableEndpoint.class, Outbox.class})
  static class OutboxConfiguration {
    @Bean
    @ConditionalOnBean(SpringOutbox.class)
    @ConditionalOnAvailableEndpoint(OutboxEndpoint.class)
    OutboxEndpoint busbarOutboxEndpoint(SpringOutbox outbox) {
      return new OutboxEndpoint(outbox);
    }

    @Bean
    @ConditionalOnBean(OutboxEndpoint.class)
    OutboxWebExtension busbarOutboxWebExtension(OutboxEndpoint endpoint) {
      return new OutboxWebExtension(endpoint);
    }
  }
}
