// SPDX-License-Identifier: Apache-2.0
package io.busbar.spring;

import io.busbar.core.HealthSource;
import io.busbar.core.runtime.Busbar;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * Publisher, outbox, containers and caches as one contributor. DOWN if one of them is; a part that
 * works, but not as it should, is UP with its status {@code DEGRADED} among the details, because an
 * instance that is restarted for it would not be better.
 */
final class BusbarHealthIndicator implements HealthIndicator {
  private final BusbarLifecycle lifecycle;
  private final ConfigurableListableBeanFactory beans;

  BusbarHealthIndicator(BusbarLifecycle lifecycle, ConfigurableListableBeanFactory beans) {
    this.lifecycle = lifecycle;
    this.beans = beans;
  }

  @Override
  public Health health() {
    List<io.busbar.core.Health> parts =
        Stream.concat(
                lifecycle.busbar().map(Busbar::health).stream().flatMap(List::stream), caches())
            .toList();
    boolean down =
        parts.stream().anyMatch(part -> part.status() == io.busbar.core.Health.Status.DOWN);
    Status status = !lifecycle.isRunning() ? Status.OUT_OF_SERVICE : down ? Status.DOWN : Status.UP;
    Health.Builder health = Health.status(status);
    parts.forEach(
        part ->
            health.withDetail(
                part.part(),
                Map.of("status", part.status().toString(), "details", part.details())));
    return health.build();
  }

  /** And whatever else says how it is; a lazy bean that nobody has needed is not made for it. */
  private Stream<io.busbar.core.Health> caches() {
    return Arrays.stream(beans.getBeanNamesForType(HealthSource.class, false, false))
        .filter(beans::containsSingleton)
        .map(name -> beans.getBean(name, HealthSource.class).health());
  }
}
