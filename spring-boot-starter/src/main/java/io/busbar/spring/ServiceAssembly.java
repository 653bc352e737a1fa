// SPDX-License-Identifier: Apache-2.0
package io.busbar.spring;

import io.busbar.core.BusbarConfig;
import io.busbar.core.ConfigurationException;
import io.busbar.core.EventValidator;
import io.busbar.core.handler.IdempotencyStore;
import io.busbar.core.publish.EventTransport;
import io.busbar.core.publish.InvalidEvents;
import io.busbar.core.publish.PublishPipeline;
import io.busbar.core.runtime.Busbar;
import io.busbar.core.runtime.BusbarBuilder;
import io.busbar.core.runtime.ContainerFactory;
import io.busbar.core.runtime.PublisherFactory;
import io.busbar.publisher.EventBridgePublisher;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/** Puts together what properties and beans say, and says everything that is wrong in one text. */
final class ServiceAssembly {
  private final BusbarConfig config;
  private final List<String> findings;
  private final BusbarBuilder builder;

  /** Findings are those that are known already. */
  ServiceAssembly(BusbarConfig config, List<String> findings) {
    this.config = config;
    this.findings = new ArrayList<>(findings);
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

  ServiceAssembly publisher(BusbarProperties properties, ObjectProvider<EventTransport> transport) {
    String bus = properties.bus();
    return bus == null
        ? this
        : publisher(pipeline -> publisher(bus, properties.publisher(), transport, pipeline));
  }

  ServiceAssembly publisher(PublisherFactory publisher) {
    builder.publisher(publisher);
    return this;
  }

  private static EventBridgePublisher publisher(
      String bus,
      BusbarProperties.Publisher options,
      ObjectProvider<EventTransport> transport,
      PublishPipeline pipeline) {
    EventBridgePublisher.Builder publisher =
        EventBridgePublisher.builder(
                Clients.get("EventBridge", "EventBridgeAsyncClient", transport), bus)
            .maxInFlight(options.maxInFlight())
            .maxDelay(options.maxDelay())
            .queueCapacity(options.queueCapacity())
            .queueTimeout(options.queueTimeout())
            .deadline(options.deadline())
            .closeGrace(options.closeGrace())
            .verifyBus(options.verifyBus());
    return OptionNames.translated("busbar.publisher", () -> publisher.create(pipeline));
  }

  ServiceAssembly outbox(OutboxSlot outbox, String bus) {
    builder.outbox(outbox.outbox(bus));
    return this;
  }

  ServiceAssembly validator(@Nullable EventValidator validator, InvalidEvents mode) {
    if (validator != null) {
      builder.validator(validator, mode);
    }
    return this;
  }

  ServiceAssembly containers(List<? extends ContainerFactory> containers) {
    containers.forEach(builder::container);
    return this;
  }

  ServiceAssembly customizers(List<BusbarCustomizer> customizers) {
    customizers.forEach(customizer -> customizer.customize(builder));
    return this;
  }

  /**
   * The service, every part of which can work.
   *
   * @throws ConfigurationException with everything that is wrong
   */
  Busbar build() {
    List<Throwable> failures = new ArrayList<>();
    try {
      Busbar busbar = builder.buildChecked();
      if (findings.isEmpty()) {
        return busbar;
      }
      busbar.close();
    } catch (ConfigurationException mistakes) {
      mistakes.findings().stream().map(ServiceAssembly::inBeans).forEach(findings::add);
      failures.addAll(List.of(mistakes.getSuppressed()));
    }
    ConfigurationException everything =
        ConfigurationException.of(
            "The service " + config.service().name() + " cannot start",
            findings.stream().distinct().toList());
    failures.forEach(everything::addSuppressed);
    throw everything;
  }

  private static String inBeans(String finding) {
    return finding
        .replace(
            "Call container(…), or leave the handlers out.",
            "Name a queue, as in busbar.queues.orders.dead-letter-queue=orders-dead, or set busbar.consumer.enabled=false.")
        .replace(
            "Call handlers(…), or leave the container out.",
            "Make a bean with a method annotated with @EventHandler, or leave busbar.queues out.");
  }
}
