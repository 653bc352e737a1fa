// SPDX-License-Identifier: Apache-2.0
package io.busbar.spring;

import io.busbar.core.BusbarConfig;
import io.busbar.core.EventCodec;
import io.busbar.core.EventPublisher;
import io.busbar.core.Instruments;
import io.busbar.core.publish.EventTransport;
import io.busbar.publisher.EventBridgeClients;
import io.busbar.publisher.EventBridgeTransport;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eventbridge.EventBridgeAsyncClient;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import tools.jackson.databind.json.JsonMapper;

/** The application's service: who it is, its clients, its publisher, its handlers. */
@AutoConfiguration(after = JacksonAutoConfiguration.class)
@EnableConfigurationProperties(BusbarProperties.class)
public class BusbarAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  BusbarConnectionDetails busbarConnectionDetails(BusbarProperties properties) {
    return new ConfiguredConnection(properties.aws());
  }

  /** Details are written and read as the rest of the application writes and reads JSON. */
  @Bean
  @ConditionalOnMissingBean
  EventCodec busbarEventCodec(ObjectProvider<JsonMapper> mapper) {
    return Jackson3EventCodec.of(mapper.getIfAvailable(() -> JsonMapper.builder().build()));
  }

  @Bean
  Mistakes busbarMistakes() {
    return new Mistakes();
  }

  @Bean
  @ConditionalOnMissingBean
  BusbarConfig busbarConfig(
      BusbarProperties properties,
      Environment environment,
      EventCodec codec,
      ObjectProvider<Instruments> instruments,
      Mistakes mistakes) {
    return BusbarConfig.builder()
        .service(ServiceName.of(properties.service(), environment, mistakes))
        .codec(codec)
        .instruments(instruments.getIfAvailable(() -> Instruments.NONE))
        .build();
  }

  @Bean
  @Lazy
  @ConditionalOnMissingBean
  EventBridgeAsyncClient busbarEventBridgeClient(BusbarConnectionDetails aws) {
    EventBridgeClients client = EventBridgeClients.builder();
    if (aws.region() != null) {
      client.region(Region.of(aws.region()));
    }
    if (aws.endpoint() != null) {
      client.endpoint(aws.endpoint());
    }
    if (aws.credentials() != null) {
      client.credentials(aws.credentials());
    }
    return client.build();
  }

  @Bean
  @Lazy
  @ConditionalOnMissingBean
  SqsAsyncClient busbarSqsClient(BusbarConnectionDetails aws) {
    return Clients.connected(SqsAsyncClient.builder(), aws).build();
  }

  @Bean
  @Lazy
  @ConditionalOnMissingBean
  EventTransport busbarTransport(EventBridgeAsyncClient eventBridge) {
    return EventBridgeTransport.of(eventBridge);
  }

  @Bean
  @ConditionalOnProperty("busbar.bus")
  @ConditionalOnMissingBean
  EventPublisher eventPublisher(ObjectProvider<BusbarLifecycle> lifecycle) {
    return new DeferredPublisher(
        () -> Objects.requireNonNull(lifecycle.getObject()).require().publisher());
  }

  @Bean
  @ConditionalOnMissingBean
  BusbarLifecycle busbarLifecycle(
      BusbarConfig config, Mistakes mistakes, ApplicationContext beans) {
    return new BusbarLifecycle(() -> new ServiceBeans(config, mistakes, beans).service());
  }

  private record ConfiguredConnection(BusbarProperties.Aws aws) implements BusbarConnectionDetails {
    @Override
    public @Nullable URI endpoint() {
      return aws.endpoint();
    }

    @Override
    public @Nullable String region() {
      return aws.region();
    }
  }
}
