// SPDX-License-Identifier: Apache-2.0
package io.busbar.consumer;

import io.busbar.core.BusbarConfig;
import io.busbar.core.handler.EventDispatcher;
import io.busbar.core.handler.EventDispatcherBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import software.amazon.awssdk.services.sqs.SqsClient;

/** A queue and its dead letters on one of the servers, and containers that read it. */
abstract class DeadLetterQueue {
  static final Duration LONG = Duration.ofSeconds(60);
  private final List<AutoCloseable> open = new ArrayList<>();
  private SqsClient sqs;
  TestQueue queue;
  TestQueue dead;
  DeadLetters letters;

  void start(SqsServer.Kind kind) {
    SqsServer server = kind.start();
    open.add(server);
    sqs = SqsEventContainerSuite.client(server.endpoint()).build();
    open.add(sqs);
    dead = TestQueue.create(sqs);
    queue = TestQueue.create(sqs);
    letters = DeadLetters.of(sqs, dead.url(), queue.url());
  }

  SqsEventContainer startContainer(UnaryOperator<EventDispatcherBuilder> dispatching) {
    EventDispatcherBuilder dispatcher = EventDispatcher.builder(BusbarConfig.of("inventory"));
    SqsEventContainer container =
        SqsEventContainer.builder(sqs, queue.url())
            .deadLetterQueueUrl(dead.url())
            .waitTime(Duration.ofSeconds(1))
            .build(dispatching.apply(dispatcher).build());
    container.start();
    open.add(container);
    return container;
  }

  @AfterEach
  void close() throws Exception {
    for (int i = open.size() - 1; i >= 0; i--) {
      open.get(i).close();
    }
  }
}
