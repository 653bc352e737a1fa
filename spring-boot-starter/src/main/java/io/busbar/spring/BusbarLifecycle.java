// SPDX-License-Identifier: Apache-2.0
package io.busbar.spring;

import io.busbar.core.runtime.Busbar;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Builds and starts the service when all beans are there, and closes it before they go: containers
 * give back what they hold, and handlers can publish until the last one has ended.
 *
 * <p>Thread-safe.
 */
public final class BusbarLifecycle implements SmartLifecycle {

  /** Later than what handlers need, earlier than what lets requests in; closed the other way. */
  public static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 4096;

  private final Supplier<Busbar> factory;
  private volatile @Nullable Busbar busbar;
  private volatile boolean running;

  BusbarLifecycle(Supplier<Busbar> factory) {
    this.factory = factory;
  }

  /** The service, from the start of the application's lifecycle on. */
  public Optional<Busbar> busbar() {
    return Optional.ofNullable(busbar);
  }

  Busbar require() {
    Busbar built = busbar;
    if (built == null) {
      throw new IllegalStateException(
          "The application publishes before it has started: Busbar is put together when all beans are there."
              + " Publish from a handler, a request, or an ApplicationReadyEvent, not from a constructor or @PostConstruct.");
    }
    return built;
  }

  @Override
  public synchronized void start() {
    if (running) {
      return;
    }
    start(factory.get());
  }

  /** Ends the service and goes on with another one, for the next test. */
  synchronized void replace(Supplier<Busbar> next) {
    stop();
    start(next.get());
  }

  private void start(Busbar built) {
    busbar = built; // Before the start: handlers publish as soon as a container runs.
    try {
      built.start();
    } catch (RuntimeException | Error failed) {
      built.close();
      throw failed;
    }
    running = true;
  }

  @Override
  public synchronized void stop() {
    Busbar built = busbar;
    running = false;
    if (built != null) {
      built.close();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}
