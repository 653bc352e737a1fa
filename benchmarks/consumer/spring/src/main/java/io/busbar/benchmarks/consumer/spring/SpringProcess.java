// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.consumer.spring;

import io.awspring.cloud.sqs.annotation.SqsListener;
import io.awspring.cloud.sqs.config.SqsBootstrapConfiguration;
import io.awspring.cloud.sqs.config.SqsMessageListenerContainerFactory;
import io.awspring.cloud.sqs.listener.SqsContainerOptionsBuilder;
import io.busbar.benchmarks.consumer.common.ConsumingProcess;
import io.busbar.benchmarks.consumer.common.Envelope;
import java.time.Duration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

/** {@code @SqsListener} with a record for the envelope, with defaults or tuned. */
public final class SpringProcess {
  private static final String QUEUE = "bench.queue";
  private static final Duration WAIT = Duration.ofSeconds(1);

  private SpringProcess() {}

  /**
   * @param arguments endpoint, queue, and how many messages may be in flight; 0 for the default
   */
  public static void main(String[] arguments) throws Exception {
    int concurrency = Integer.parseInt(arguments[2]);
    System.setProperty(QUEUE, arguments[1]);
    ConsumingProcess.serve(
        (client, queueUrl, handled) -> start(client, concurrency, handled),
        arguments[0],
        arguments[1]);
  }

  private static AutoCloseable start(SqsAsyncClient client, int concurrency, Runnable handled) {
    AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    context.register(Listeners.class);
    context.registerBean(Orders.class, () -> new Orders(handled));
    context.registerBean(
        "defaultSqsListenerContainerFactory",
        SqsMessageListenerContainerFactory.class,
        () -> factory(client, concurrency));
    context.refresh();
    return context;
  }

  private static SqsMessageListenerContainerFactory<Object> factory(
      SqsAsyncClient client, int concurrency) {
    return SqsMessageListenerContainerFactory.builder()
        .sqsAsyncClient(client)
        .configure(options -> configure(options, concurrency))
        .build();
  }

  /** The wait is for the end only: no poll waits while there are messages. */
  private static void configure(SqsContainerOptionsBuilder options, int concurrency) {
    options.pollTimeout(WAIT);
    if (concurrency > 0) {
      options.maxConcurrentMessages(concurrency).maxMessagesPerPoll(10);
    }
  }

  /** Finds the methods with {@code @SqsListener}. */
  @Configuration(proxyBeanMethods = false)
  @Import(SqsBootstrapConfiguration.class)
  static class Listeners {}

  /** The service's handler. */
  static class Orders {
    private final Runnable handled;

    Orders(Runnable handled) {
      this.handled = handled;
    }

    @SqsListener("${" + QUEUE + "}")
    void on(Envelope envelope) {
      handled.run();
    }
  }
}
