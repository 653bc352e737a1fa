// SPDX-License-Identifier: Apache-2.0
package io.busbar.spring;

import io.busbar.core.Instruments;
import io.busbar.metrics.MicrometerInstruments;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Busbar's meters in the application's registry. */
@AutoConfiguration(
    before = BusbarAutoConfiguration.class,
    afterName =
        "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass({MicrometerInstruments.class, MeterRegistry.class})
@ConditionalOnBean(MeterRegistry.class)
public class MetricsAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean(Instruments.class)
  MicrometerInstruments busbarInstruments(MeterRegistry registry) {
    return MicrometerInstruments.of(registry);
  }
}
