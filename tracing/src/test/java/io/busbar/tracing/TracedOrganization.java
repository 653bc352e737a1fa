// SPDX-License-Identifier: Apache-2.0
package io.busbar.tracing;

import io.busbar.core.BusbarConfig;
import io.busbar.core.ServiceIdentity;
import io.busbar.core.handler.EventDispatcher;
import io.busbar.core.publish.PublishPipeline;
import io.busbar.testkit.Bus;
import io.busbar.testkit.InMemoryEventPublisher;
import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.Queue;
import io.busbar.testkit.VirtualClock;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;

/** A bus, and services that trace. */
final class TracedOrganization {
  final VirtualClock clock = VirtualClock.create();
  final InMemoryOrganization aws = InMemoryOrganization.create(clock);
  final Bus bus = aws.account("121212121212").bus("central-bus");
  final Spans spans = new Spans();

  /** A service without handlers. */
  InMemoryEventPublisher publisher(String account, String service) {
    return publisher(config(account, service), spans.tracing(config(account, service)));
  }

  InMemoryEventPublisher publisher(BusbarConfig config, Tracing tracing) {
    var unused = aws.account(config.service().account()).publisher(config.service().name(), bus);
    return InMemoryEventPublisher.of(PublishPipeline.of(config, tracing.publishing()), bus);
  }

  /** A service with a queue of its name, to which all events go that its handlers name. */
  InMemoryEventPublisher service(
      String account, String service, Object handlers, String... detailTypes) {
    BusbarConfig config = config(account, service);
    return service(config, spans.tracing(config), handlers, detailTypes);
  }

  InMemoryEventPublisher service(
      BusbarConfig config, Tracing tracing, Object handlers, String... detailTypes) {
    Queue queue = queue(config.service().account(), config.service().name());
    bus.rule(queue.name())
        .pattern("{\"detail-type\":[\"" + String.join("\",\"", detailTypes) + "\"]}")
        .to(queue);
    InMemoryEventPublisher publisher = publisher(config, tracing);
    EventDispatcher dispatcher =
        EventDispatcher.builder(config)
            .publisher(publisher)
            .interceptor(tracing.handling())
            .handlers(handlers)
            .build();
    queue.container(dispatcher).start();
    return publisher;
  }

  Queue queue(String account, String service) {
    return aws.account(account).queue(service);
  }

  BusbarConfig config(String account, String service) {
    return BusbarConfig.builder()
        .service(new ServiceIdentity(service, "1.0", account, "us-east-1"))
        .time(clock)
        .build();
  }

  /** What a customer does, in a span of the application's own. */
  @SuppressWarnings("try") // The scope is there for its end.
  void click(Runnable action) {
    Span click = spans.tracer().spanBuilder("click").startSpan();
    try (Scope scope = click.makeCurrent()) {
      action.run();
    } finally {
      click.end();
    }
  }
}
