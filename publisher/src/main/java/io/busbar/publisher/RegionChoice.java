// SPDX-License-Identifier: Apache-2.0
package io.busbar.publisher;

import io.busbar.core.Health;
import io.busbar.core.TimeSource;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which Region the next request goes to. The choice is sticky: it leaves a Region only when that
 * has failed, and goes back to a preferred one only after a time, when tries have shown that it is
 * well. Thread-safe.
 */
final class RegionChoice {
  private static final Logger log = LoggerFactory.getLogger(RegionRouter.class);
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Route> routes;
  private final Duration returnAfter;
  private final TimeSource time;
  private Route current;
  private long chosenAt;

  /**
   * @param routes in the order of preference
   */
  RegionChoice(List<Route> routes, Duration returnAfter, TimeSource time) {
    this.routes = List.copyOf(routes);
    this.returnAfter = returnAfter;
    this.time = time;
    this.current = routes.get(0);
    this.chosenAt = time.nanoTime();
  }

  List<Route> routes() {
    return routes;
  }

  /** The way of the next request; null when no Region is worth one. */
  Route.@Nullable Ticket next() {
    long now = time.nanoTime();
    lock.lock();
    try {
      Route probed = current.breaker().isClosed() ? preferredToTry(now) : anyToTry(now);
      if (probed != null) {
        return new Route.Ticket(probed, true);
      }
      return current.breaker().isClosed() ? new Route.Ticket(current, false) : null;
    } finally {
      lock.unlock();
    }
  }

  /** Whether a Region takes requests now, chosen or not. */
  boolean isServing(Route route) {
    lock.lock();
    try {
      return route.breaker().isClosed();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes note of how a request ended.
   *
   * @param alive whether anybody answered, be it with a refusal
   */
  void answered(Route.Ticket ticket, boolean alive) {
    long now = time.nanoTime();
    lock.lock();
    try {
      if (ticket.route().breaker().answered(ticket.probe(), alive, now)) {
        choose(ticket.route(), now);
      }
    } finally {
      lock.unlock();
    }
  }

  /** The Regions, and how they are. */
  Health health() {
    long now = time.nanoTime();
    lock.lock();
    try {
      Map<String, String> details = new LinkedHashMap<>();
      routes.forEach(route -> details.put(route.region(), text(route, now)));
      return new Health("regions", status(), details);
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Route preferredToTry(long now) {
    if (current == routes.get(0) || now - chosenAt < returnAfter.toNanos()) {
      return null;
    }
    return routes.subList(0, routes.indexOf(current)).stream()
        .filter(route -> route.breaker().tryProbe(now))
        .findFirst()
        .orElse(null);
  }

  private @Nullable Route anyToTry(long now) {
    return routes.stream().filter(route -> route.breaker().tryProbe(now)).findFirst().orElse(null);
  }

  /** A Region has come or gone. */
  private void choose(Route changed, long now) {
    if (!changed.breaker().isClosed()) {
      leave(changed, now);
      return;
    }
    boolean preferred = routes.indexOf(changed) < routes.indexOf(current);
    if (preferred || changed == current || !current.breaker().isClosed()) {
      log.info("Region '{}' answers again; events go there", changed.region());
      current = changed;
      chosenAt = now;
    }
  }

  private void leave(Route failed, long now) {
    if (failed != current) {
      log.warn("Region '{}' does not answer; it is tried now and then", failed.region());
      return;
    }
    Route next =
        routes.stream().filter(route -> route.breaker().isClosed()).findFirst().orElse(null);
    if (next == null) {
      log.warn("Region '{}' does not answer, and there is no other", failed.region());
      return;
    }
    log.warn("Region '{}' does not answer; events go to '{}'", failed.region(), next.region());
    current = next;
    chosenAt = now;
  }

  private Health.Status status() {
    if (routes.stream().noneMatch(route -> route.breaker().isClosed())) {
      return Health.Status.DOWN;
    }
    boolean well =
        current == routes.get(0) && routes.stream().allMatch(route -> route.breaker().isClosed());
    return well ? Health.Status.UP : Health.Status.DEGRADED;
  }

  private String text(Route route, long now) {
    if (route.breaker().isClosed()) {
      return route == current ? "in use" : "standby";
    }
    return "out, tried again in " + Settings.text(route.breaker().untilProbe(now)) + " or later";
  }
}
