// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.runtime;

import io.busbar.core.BusbarConfig;
import io.busbar.core.ConfigurationException;
import io.busbar.core.EventPublisher;
import io.busbar.core.handler.EventDispatcher;
import io.busbar.core.handler.EventDispatcherBuilder;
import io.busbar.core.publish.PublishInterceptor;
import io.busbar.core.publish.PublishPipeline;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Collects the parts of a service. Not thread-safe. */
public final class BusbarBuilder {
  private final List<PublishInterceptor> publishInterceptors = new ArrayList<>();
  private final List<Consumer<EventDispatcherBuilder>> dispatching = new ArrayList<>();
  private final List<ContainerFactory> containers = new ArrayList<>();
  private final List<String> findings = new ArrayList<>();
  private @Nullable BusbarConfig config;
  private @Nullable PublisherFactory publisher;
  private @Nullable PublisherFactory outbox;

  BusbarBuilder() {}

  /**
   * The service's name, with the defaults of everything else. Default: from the environment, see
   * {@link BusbarConfig.Builder}.
   */
  public BusbarBuilder service(String name) {
    return config(BusbarConfig.of(name));
  }

  /** Who the service is, and its ports to the world. */
  public BusbarBuilder config(BusbarConfig config) {
    this.config = config;
    return this;
  }

  /** Takes part in the making of every entry. Default: none. */
  public BusbarBuilder publishInterceptor(PublishInterceptor interceptor) {
    publishInterceptors.add(interceptor);
    return this;
  }

  /** Publishes straight to the bus. Default: none. */
  public BusbarBuilder publisher(PublisherFactory publisher) {
    this.publisher = publisher;
    return this;
  }

  /**
   * Publishes by way of a database transaction; preferred over the publisher. Every handler runs in
   * a transaction of the outbox then, in which its results are stored. Default: none.
   */
  public BusbarBuilder outbox(PublisherFactory outbox) {
    this.outbox = outbox;
    return this;
  }

  /** Objects with methods annotated with {@code @EventHandler}. */
  public BusbarBuilder handlers(Object... targets) {
    return dispatching(dispatcher -> dispatcher.handlers(targets));
  }

  /** Everything else about handlers: idempotency, upcasters, interceptors, policies. */
  public BusbarBuilder dispatching(Consumer<EventDispatcherBuilder> options) {
    dispatching.add(options);
    return this;
  }

  /** Receives events for the handlers. Several are possible. */
  public BusbarBuilder container(ContainerFactory container) {
    containers.add(container);
    return this;
  }

  /**
   * Puts the service together; nothing is started or connected yet.
   *
   * @throws ConfigurationException with the mistakes of all parts at once
   */
  public Busbar build() {
    BusbarConfig service = config == null ? attempt(() -> BusbarConfig.builder().build()) : config;
    if (containers.isEmpty() != dispatching.isEmpty()) {
      findings.add(
          containers.isEmpty()
              ? "There are handlers, but no container brings them events.\nCall container(…), or leave the handlers out."
              : "There is a container, but no handler for what it receives.\nCall handlers(…), or leave the container out.");
    }
    Busbar busbar = service == null ? null : attempt(() -> assemble(service));
    if (busbar == null || !findings.isEmpty()) {
      throw ConfigurationException.of("The service cannot be put together", findings);
    }
    return busbar;
  }

  private Busbar assemble(BusbarConfig service) {
    PublishPipeline pipeline = PublishPipeline.of(service, publishInterceptors);
    List<ServicePart> parts = new ArrayList<>();
    EventPublisher direct = create(publisher, pipeline, parts);
    EventPublisher stored = create(outbox, pipeline, parts);
    EventPublisher preferred = stored == null ? direct : stored;
    EventDispatcher dispatcher =
        dispatching.isEmpty() ? null : attempt(() -> dispatcher(service, preferred, stored));
    if (dispatcher != null) {
      for (ContainerFactory container : containers) {
        ServicePart part = attempt(() -> container.create(dispatcher));
        if (part != null) {
          parts.add(part);
        }
      }
    }
    return new Busbar(service, preferred, dispatcher, parts);
  }

  private EventDispatcher dispatcher(
      BusbarConfig service, @Nullable EventPublisher preferred, @Nullable EventPublisher stored) {
    EventDispatcherBuilder builder = EventDispatcher.builder(service);
    if (preferred != null) {
      builder.publisher(preferred);
    }
    if (stored instanceof TransactionSource source) {
      builder.interceptor(source.transactions());
    }
    dispatching.forEach(option -> option.accept(builder));
    return builder.build();
  }

  private @Nullable EventPublisher create(
      @Nullable PublisherFactory factory, PublishPipeline pipeline, List<ServicePart> parts) {
    if (factory == null) {
      return null;
    }
    EventPublisher created = attempt(() -> factory.create(pipeline));
    if (created instanceof ServicePart part) {
      parts.add(part);
    }
    return created;
  }

  /** Collects mistakes instead of stopping at the first one. */
  private <T> @Nullable T attempt(Supplier<T> step) {
    try {
      return step.get();
    } catch (ConfigurationException mistakes) {
      findings.addAll(mistakes.findings());
      return null;
    }
  }
}
