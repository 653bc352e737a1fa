// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.consumer.comparison;

import io.busbar.benchmarks.consumer.common.ConsumingProcess;
import io.busbar.consumer.MissingDeadLetters;
import io.busbar.consumer.SqsEventContainer;
import io.busbar.core.BusbarConfig;
import io.busbar.core.handler.EventDispatcher;
import io.busbar.core.handler.EventHandler;
import java.time.Duration;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

/** {@code @EventHandler} on an {@code SqsEventContainer}. */
public final class BusbarProcess {
  private BusbarProcess() {}

  /**
   * @param arguments endpoint, queue, and how many messages may be in flight
   */
  public static void main(String[] arguments) throws Exception {
    int concurrency = Integer.parseInt(arguments[2]);
    ConsumingProcess.serve(
        (client, queueUrl, handled) -> start(client, queueUrl, concurrency, handled),
        arguments[0],
        arguments[1]);
  }

  private static AutoCloseable start(
      SqsAsyncClient client, String queueUrl, int concurrency, Runnable handled) {
    EventDispatcher dispatcher =
        EventDispatcher.builder(BusbarConfig.of("fulfilment"))
            .handlers(new Orders(handled))
            .build();
    SqsEventContainer container =
        SqsEventContainer.builder(client, queueUrl)
            .concurrency(concurrency)
            .waitTime(Duration.ofSeconds(1)) // As the raw loop; it ends the sooner.
            .missingDeadLetters(MissingDeadLetters.WARN)
            .build(dispatcher);
    container.start();
    return container::close;
  }

  /** The service's handler. */
  static final class Orders {
    private final Runnable handled;

    Orders(Runnable handled) {
      this.handled = handled;
    }

    @EventHandler
    void on(OrderPlaced order) {
      handled.run();
    }
  }
}
