// SPDX-License-Identifier: Apache-2.0
package io.busbar.spring;

import io.busbar.cache.replica.FanOut;
import io.busbar.cache.replica.ReplicaCache;
import io.busbar.cache.replica.ReplicaCacheBuilder;
import io.busbar.cache.replica.ReplicaLoader;
import io.busbar.cache.replica.Subscription;
import io.busbar.cache.replica.SubscriptionCache;
import io.busbar.core.BusbarConfig;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * The subscriptions of all customers, kept by the events that the handlers' queues bring. A {@code
 * ReplicaLoader<String, Subscription>} bean is asked for what is unknown.
 */
@AutoConfiguration(after = BusbarAutoConfiguration.class)
@ConditionalOnClass(SubscriptionCache.class)
@ConditionalOnProperty("busbar.subscriptions.fan-out")
@EnableConfigurationProperties(SubscriptionProperties.class)
public class SubscriptionAutoConfiguration {
  private static final String NAME = "subscriptions";

  /** Its handlers are found like those of any bean. */
  @Bean
  @ConditionalOnMissingBean
  SubscriptionCache subscriptionCache(
      SubscriptionProperties properties,
      ObjectProvider<ReplicaLoader<String, Subscription>> loader,
      BusbarConfig config,
      Mistakes mistakes) {
    ReplicaCacheBuilder<String, Subscription> replica =
        ReplicaCache.builder(NAME, properties.fanOut());
    replica.config(config).maximumSize(properties.maximumSize());
    loader.ifAvailable(replica::loader);
    if (properties.timeToLive() != null) {
      replica.timeToLive(properties.timeToLive());
    }
    if (properties.maxStaleness() != null) {
      replica.maxStaleness(properties.maxStaleness(), properties.onBreach());
    }
    ReplicaCacheBuilder<String, Subscription> standIn =
        ReplicaCache.builder(NAME, FanOut.QUEUE_PER_INSTANCE);
    return SubscriptionCache.of(
        mistakes.attempt("busbar.subscriptions", replica::build, standIn::build));
  }
}
