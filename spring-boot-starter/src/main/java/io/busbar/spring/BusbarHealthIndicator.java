// SPDX-License-Identifier: Apache-2.0
package io.busbar.spring;

import io.busbar.core.runtime.Busbar;
import java.util.List;
import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * Publisher, outbox and containers as one contributor. DOWN if one of them is; a part that works,
 * but not as it should, is UP with its status {@code DEGRADED} among the details, because an
 * instance that is restarted for it would not be better.
 */
final class BusbarHealthIndicator implements HealthIndicator {
  private final BusbarLifecycle lifecycle;

  BusbarHealthIndicator(BusbarLifecycle lifecycle) {
    this.lifecycle = lifecycle;
  }

  @Override
  public Health health() {
    List<io.busbar.core.Health> parts = lifecycle.busbar().map(Busbar::health).orElse(List.of());
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
}
