// SPDX-License-Identifier: Apache-2.0
package io.busbar.spring;

import io.busbar.consumer.SqsEventContainer;
import io.busbar.consumer.SqsEventContainerBuilder;
import io.busbar.core.BusbarConfig;
import io.busbar.core.ConfigurationException;
import io.busbar.core.handler.IdempotencyStore;
import io.busbar.core.publish.EventTransport;
import io.busbar.core.runtime.Busbar;
import io.busbar.core.runtime.BusbarBuilder;
import io.busbar.publisher.EventBridgePublisher;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/** Puts together what properties and beans say. */
final class ServiceAssembly {
  private final BusbarProperties properties;
  private final ObjectProvider<EventTransport> transport;
  private final ObjectProvider<SqsAsyncClient> sqs;
  private final BusbarBuilder builder;
  private final List<String> findings = new ArrayList<>();
  private List<BusbarCustomizer> customizers = List.of();
  private @Nullable OutboxSlot outbox;

  ServiceAssembly(
      BusbarConfig config,
      BusbarProperties properties,
      ObjectProvider<EventTransport> transport,
      ObjectProvider<SqsAsyncClient> sqs) {
    this.properties = properties;
    this.transport = transport;
    this.sqs = sqs;
    this.builder = Busbar.builder().config(config);
  }

  ServiceAssembly handlers(List<Object> handlers) {
    if (!handlers.isEmpty()) {
      builder.handlers(handlers.toArray());
    }
    return this;
  }

  ServiceAssembly idempotency(@Nullable IdempotencyStore store) {
    if (store != null) {
      builder.dispatching(dispatcher -> dispatcher.idempotency(store));
    }
    return this;
  }

  ServiceAssembly outbox(@Nullable OutboxSlot outbox) {
    this.outbox = outbox;
    return this;
  }

  ServiceAssembly customizers(List<BusbarCustomizer> customizers) {
    this.customizers = customizers;
    return this;
  }

  /**
   * @throws ConfigurationException with everything that is wrong
   */
  Busbar build() {
    publishing();
    properties.queues().forEach(this::container);
    customizers.forEach(customizer -> customizer.customize(builder));
    if (!findings.isEmpty()) {
      throw ConfigurationException.of("The service cannot be put together", findings);
    }
    return builder.build();
  }

  private void publishing() {
    String bus = properties.bus();
    if (bus == null) {
      return;
    }
    if (outbox != null) {
      builder.outbox(outbox.outbox(bus));
      return;
    }
    EventBridgePublisher.Builder publisher =
        EventBridgePublisher.builder(transport.getObject(), bus);
    BusbarProperties.Publisher options = properties.publisher();
    whenSet(options.maxInFlight(), publisher::maxInFlight);
    whenSet(options.maxDelay(), publisher::maxDelay);
    whenSet(options.queueCapacity(), publisher::queueCapacity);
    whenSet(options.deadline(), publisher::deadline);
    builder.publisher(publisher);
  }

  private void container(String name, BusbarProperties.Queue queue) {
    String url = queue.url() == null ? url("busbar.queues." + name, name) : queue.url();
    String dead = queue.deadLetterQueue();
    String deadUrl =
        dead == null || dead.contains("://")
            ? dead
            : url("busbar.queues." + name + ".dead-letter-queue", dead);
    if (url != null) {
      builder.container(container(url, deadUrl, queue));
    }
  }

  private SqsEventContainerBuilder container(
      String url, @Nullable String deadUrl, BusbarProperties.Queue queue) {
    SqsEventContainerBuilder container = SqsEventContainer.builder(sqs.getObject(), url);
    whenSet(deadUrl, container::deadLetterQueueUrl);
    whenSet(queue.concurrency(), container::concurrency);
    whenSet(queue.visibilityTimeout(), container::visibilityTimeout);
    whenSet(queue.maxProcessingTime(), container::maxProcessingTime);
    whenSet(queue.waitTime(), container::waitTime);
    whenSet(queue.closeGrace(), container::closeGrace);
    whenSet(queue.messagesPerSecond(), container::messagesPerSecond);
    whenSet(queue.orderedBy(), container::orderedBy);
    return container;
  }

  private @Nullable String url(String property, String queue) {
    try {
      return sqs.getObject().getQueueUrl(request -> request.queueName(queue)).join().queueUrl();
    } catch (CompletionException failed) {
      if (!(failed.getCause() instanceof QueueDoesNotExistException)) {
        throw failed;
      }
      findings.add(
          "%s names the queue '%s', which does not exist for the account and Region of the SQS client.%nCreate it, or correct the name, or give busbar.queues.*.url for the queue of another account."
              .formatted(property, queue));
      return null;
    }
  }

  private static <T> void whenSet(@Nullable T value, Consumer<T> setter) {
    if (value != null) {
      setter.accept(value);
    }
  }
}
