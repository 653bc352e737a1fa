// SPDX-License-Identifier: Apache-2.0
package io.busbar.spring;

import io.busbar.core.BusbarConfig;
import io.busbar.tracing.Tracing;
import io.opentelemetry.api.OpenTelemetry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Spans and propagation with the application's OpenTelemetry. */
@AutoConfiguration(
    after = BusbarAutoConfiguration.class,
    afterName =
        "org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration")
@ConditionalOnClass({Tracing.class, OpenTelemetry.class})
@ConditionalOnBean(OpenTelemetry.class)
public class TracingAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  Tracing busbarTracing(OpenTelemetry openTelemetry, BusbarConfig config) {
    return Tracing.of(openTelemetry, config);
  }

  @Bean
  BusbarCustomizer busbarTracingCustomizer(Tracing tracing) {
    return builder ->
        builder
            .publishInterceptor(tracing.publishing())
            .dispatching(dispatcher -> dispatcher.interceptor(tracing.handling()));
  }
}
