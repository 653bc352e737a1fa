// SPDX-License-Identifier: Apache-2.0
package io.busbar.consumer;

import io.busbar.core.BusbarConfig;
import io.busbar.core.TimeSource;
import io.busbar.core.handler.EventDispatcher;
import io.busbar.core.handler.EventHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A service of its own process for tests that kill it: writes the id of each order that it has
 * handled to a file. On SIGTERM it closes its container and prints the report.
 */
final class ConsumerProcess {
  static final int CONCURRENCY = 16;
  private static final Duration WORK = Duration.ofMillis(30);
  private final Path effects;

  private ConsumerProcess(Path effects) {
    this.effects = effects;
  }

  public static void main(String[] args) throws InterruptedException {
    URI endpoint = URI.create(args[0]);
    ConsumerProcess service = new ConsumerProcess(Path.of(args[3]));
    SqsEventContainer container =
        SqsEventContainer.builder(SqsEventContainerSuite.client(endpoint).build(), args[1])
            .deadLetterQueueUrl(args[2])
            .concurrency(CONCURRENCY)
            .waitTime(Duration.ofSeconds(1))
            .visibilityTimeout(Duration.parse(args[4]))
            .build(
                EventDispatcher.builder(BusbarConfig.of("order-processing"))
                    .handlers(service)
                    .build());
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> System.out.println(container.shutdown()), "busbar-shutdown"));
    container.start();
    Thread.currentThread().join();
  }

  /** Takes a while, so that a kill meets events in the middle. */
  @EventHandler(id = "orders")
  CompletionStage<Void> on(OrderPlaced order) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    TimeSource.system()
        .schedule(
            WORK,
            () -> {
              write(order.orderId());
              done.complete(null);
            });
    return done;
  }

  private void write(String orderId) {
    try {
      Files.writeString(
          effects, orderId + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
