// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.runtime;

import io.busbar.core.BusbarConfig;
import io.busbar.core.ConfigurationException;
import io.busbar.core.EventValidator;
import io.busbar.core.handler.EventDispatcherBuilder;
import io.busbar.core.publish.InvalidEvents;
import io.busbar.core.publish.PublishInterceptor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Collects the parts of a service. Not thread-safe. */
public final class BusbarBuilder {
  final List<PublishInterceptor> publishInterceptors = new ArrayList<>();
  final List<Consumer<EventDispatcherBuilder>> dispatching = new ArrayList<>();
  final List<ContainerFactory> containers = new ArrayList<>();
  InvalidEvents invalidEvents = InvalidEvents.REJECT;
  @Nullable EventValidator validator;
  @Nullable BusbarConfig config;
  @Nullable PublisherFactory publisher;
  @Nullable PublisherFactory outbox;

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

  /**
   * Judges every event by its schema before it is sent or stored, and refuses those that break it.
   * Default: none.
   */
  public BusbarBuilder validator(EventValidator validator) {
    return validator(validator, InvalidEvents.REJECT);
  }

  /**
   * As {@link #validator(EventValidator)}, with another fate for events that break their schema.
   */
  public BusbarBuilder validator(EventValidator validator, InvalidEvents invalidEvents) {
    this.validator = validator;
    this.invalidEvents = invalidEvents;
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
    return new Assembly(this).assemble();
  }

  /**
   * Puts the service together and asks every part whether it can work, as {@link Busbar#start()}
   * would, which does not ask again then. So that one text says which options are impossible and
   * which buses, queues and tables are missing.
   *
   * @throws ConfigurationException with the mistakes of all parts at once, found in either way
   */
  public Busbar buildChecked() {
    return new Assembly(this).assembleChecked();
  }
}
