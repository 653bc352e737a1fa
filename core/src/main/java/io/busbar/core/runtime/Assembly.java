// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.runtime;

import io.busbar.core.BusbarConfig;
import io.busbar.core.ConfigurationException;
import io.busbar.core.EventPublisher;
import io.busbar.core.PublishResult;
import io.busbar.core.handler.EventDispatcher;
import io.busbar.core.handler.EventDispatcherBuilder;
import io.busbar.core.publish.EventValidation;
import io.busbar.core.publish.PublishInterceptor;
import io.busbar.core.publish.PublishPipeline;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Puts one service together. What is wrong does not stop it from looking further; in the end
 * everything is said at once, and what was made is closed again.
 */
final class Assembly {
  private static final String NO_HANDLER =
      "There is a container, but no handler for what it receives.\nCall handlers(…), or leave the container out.";
  private static final String NO_CONTAINER =
      "There are handlers, but no container brings them events.\nCall container(…), or leave the handlers out.";

  private final BusbarBuilder plan;
  private final List<String> findings = new ArrayList<>();
  private final List<ServicePart> parts = new ArrayList<>();

  Assembly(BusbarBuilder plan) {
    this.plan = plan;
  }

  Busbar assemble() {
    return closingOnFailure(
        () -> {
          Busbar busbar = assemble(config());
          if (!findings.isEmpty()) {
            throw ConfigurationException.of("The service cannot be put together", findings);
          }
          return busbar;
        });
  }

  /** Parts that could be made are asked, even when others could not. */
  Busbar assembleChecked() {
    return closingOnFailure(
        () -> {
          Busbar busbar = assemble(config());
          PartChecks checks = busbar.checkNow();
          findings.addAll(checks.findings());
          if (!findings.isEmpty()) {
            throw checks.mistakes(
                "The service " + busbar.config().service().name() + " cannot start", findings);
          }
          return busbar;
        });
  }

  private Busbar closingOnFailure(Supplier<Busbar> assembly) {
    try {
      return assembly.get();
    } catch (RuntimeException | Error failed) {
      Busbar.closeReversed(parts);
      throw failed;
    }
  }

  /** Without a name the other mistakes can be found all the same. */
  private BusbarConfig config() {
    BusbarConfig given = plan.config;
    BusbarConfig config = given == null ? attempt(() -> BusbarConfig.builder().build()) : given;
    return config == null ? BusbarConfig.of("service-without-a-name") : config;
  }

  private Busbar assemble(BusbarConfig config) {
    PublishPipeline pipeline = PublishPipeline.of(config, interceptors(config));
    EventPublisher direct = create(plan.publisher, pipeline);
    EventPublisher stored = create(plan.outbox, pipeline);
    EventPublisher preferred = stored == null ? direct : stored;
    EventDispatcher dispatcher =
        plan.dispatching.isEmpty() ? null : attempt(() -> dispatcher(config, preferred, stored));
    checkPartners(dispatcher);
    EventDispatcher receiving =
        dispatcher == null ? EventDispatcher.builder(config).build() : dispatcher;
    for (ContainerFactory container : plan.containers) {
      ServicePart part = attempt(() -> container.create(receiving));
      if (part != null) {
        parts.add(part);
      }
    }
    return new Busbar(config, preferred, dispatcher, parts);
  }

  private List<PublishInterceptor> interceptors(BusbarConfig config) {
    List<PublishInterceptor> interceptors = new ArrayList<>(plan.publishInterceptors);
    if (plan.validator != null) {
      interceptors.add(EventValidation.of(config, plan.validator, plan.invalidEvents));
    }
    return interceptors;
  }

  private EventDispatcher dispatcher(
      BusbarConfig config, @Nullable EventPublisher preferred, @Nullable EventPublisher stored) {
    EventDispatcherBuilder builder = EventDispatcher.builder(config);
    if (preferred != null) {
      builder.publisher(preferred);
    } else if (plan.publisher != null || plan.outbox != null) {
      // It could not be made, which is said already; the handlers are not to blame.
      builder.publisher(new Missing());
    }
    if (stored instanceof TransactionSource source) {
      builder.interceptor(source.transactions());
    }
    for (Consumer<EventDispatcherBuilder> option : plan.dispatching) {
      option.accept(builder);
    }
    return builder.build();
  }

  private void checkPartners(@Nullable EventDispatcher dispatcher) {
    boolean none = plan.dispatching.isEmpty();
    boolean handlersLeftOut = none || (dispatcher != null && dispatcher.handlers().isEmpty());
    if (handlersLeftOut && !plan.containers.isEmpty()) {
      findings.add(NO_HANDLER);
    } else if (!handlersLeftOut && plan.containers.isEmpty()) {
      findings.add(NO_CONTAINER);
    }
  }

  private @Nullable EventPublisher create(
      @Nullable PublisherFactory factory, PublishPipeline pipeline) {
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

  /** Stands where a publisher could not be made; no event ever gets here. */
  private static final class Missing implements EventPublisher {
    @Override
    public CompletableFuture<PublishResult> publishAsync(Object event) {
      throw new IllegalStateException("The service was not put together.");
    }
  }
}
