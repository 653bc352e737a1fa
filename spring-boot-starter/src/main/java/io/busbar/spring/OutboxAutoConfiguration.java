// SPDX-License-Identifier: Apache-2.0
package io.busbar.spring;

import io.busbar.core.publish.EventTransport;
import io.busbar.outbox.Outbox;
import io.busbar.outbox.OutboxDataSource;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * Events are stored in the application's transaction: the {@code DataSource} bean is wrapped, so
 * that {@code @Transactional}, JdbcTemplate, JPA and jOOQ work as they are.
 */
@AutoConfiguration(
    afterName = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
    before = BusbarAutoConfiguration.class)
@ConditionalOnClass(Outbox.class)
@EnableConfigurationProperties(OutboxProperties.class)
@ConditionalOnProperty("busbar.bus")
@ConditionalOnSingleCandidate(DataSource.class)
@ConditionalOnProperty(name = "busbar.outbox.enabled", matchIfMissing = true)
public class OutboxAutoConfiguration {

  @Bean
  static BeanPostProcessor busbarDataSources() {
    return new WrappedDataSources();
  }

  @Bean
  SpringOutbox busbarOutbox(
      DataSource dataSource,
      ObjectProvider<EventTransport> transport,
      OutboxProperties properties) {
    return new SpringOutbox(dataSource, transport, properties);
  }

  private static final class WrappedDataSources implements BeanPostProcessor {
    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
      return bean instanceof DataSource dataSource ? OutboxDataSource.wrap(dataSource) : bean;
    }
  }
}
