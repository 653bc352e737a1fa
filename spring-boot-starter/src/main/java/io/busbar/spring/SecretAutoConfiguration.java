// SPDX-License-Identifier: Apache-2.0
package io.busbar.spring;

import io.busbar.cache.secret.SecretCache;
import io.busbar.cache.secret.SecretCacheBuilder;
import io.busbar.cache.secret.SecretRotations;
import io.busbar.cache.secret.SecretSource;
import io.busbar.cache.secret.SecretsManagerSource;
import io.busbar.core.BusbarConfig;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerAsyncClient;

/** Secrets at hand, for those who ask for a {@code SecretCache}. Nothing is made before. */
@AutoConfiguration(after = BusbarAutoConfiguration.class)
@ConditionalOnClass(SecretCache.class)
@EnableConfigurationProperties(SecretProperties.class)
public class SecretAutoConfiguration {

  @Bean
  @Lazy
  @ConditionalOnMissingBean
  SecretsManagerAsyncClient busbarSecretsManagerClient(BusbarConnectionDetails aws) {
    return Clients.connected(SecretsManagerAsyncClient.builder(), aws).build();
  }

  @Bean
  @Lazy
  @ConditionalOnMissingBean
  SecretSource busbarSecretSource(SecretsManagerAsyncClient secretsManager) {
    return SecretsManagerSource.of(secretsManager);
  }

  @Bean
  @Lazy
  @ConditionalOnMissingBean
  SecretCache secretCache(
      SecretSource source, SecretProperties properties, BusbarConfig config, Mistakes mistakes) {
    SecretCacheBuilder standIn = SecretCache.builder(source);
    SecretCache cache =
        mistakes.attempt(
            "busbar.secrets",
            () ->
                SecretCache.builder(source)
                    .config(config)
                    .refreshAfter(properties.refreshAfter())
                    .staleAfter(properties.staleAfter())
                    .negativeFor(properties.negativeFor())
                    .maximumSize(properties.maximumSize())
                    .build(),
            standIn::build);
    cache.prefetch(properties.prefetch().toArray(String[]::new));
    return cache;
  }

  /** Handlers of the events by which AWS tells of rotations. */
  @Bean
  @ConditionalOnProperty("busbar.secrets.rotations")
  @ConditionalOnMissingBean
  SecretRotations busbarSecretRotations(SecretCache secrets) {
    return secrets.rotations();
  }
}
