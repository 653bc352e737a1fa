// SPDX-License-Identifier: Apache-2.0
package io.busbar.tracing;

import io.busbar.core.BusbarConfig;
import io.busbar.core.handler.HandlerContext;
import io.busbar.core.handler.HandlerInterceptor;
import io.busbar.core.publish.PublishInterceptor;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;

/**
 * Traces what a service publishes and handles, with OpenTelemetry. The trace context travels in the
 * event itself, as W3C describes it and whatever propagator the application uses, because
 * EventBridge hands no headers on.
 *
 * <pre>{@code
 * Tracing tracing = Tracing.of(openTelemetry, config);
 * Busbar.builder()
 *     .config(config)
 *     .publishInterceptor(tracing.publishing())
 *     .dispatching(dispatcher -> dispatcher.interceptor(tracing.handling()))
 * }</pre>
 *
 * <p>Thread-safe. Nothing here throws or loses an event: a fault of the telemetry is logged once
 * and costs spans. Without OpenTelemetry's SDK no span is made, nothing is allocated for a handler,
 * and events that a handler publishes carry on the trace context of the one that it handles.
 */
public final class Tracing {
  private final PublishSpans publishing;
  private final ProcessSpans handling;

  Tracing(TracingSettings settings) {
    this.publishing = new PublishSpans(settings);
    this.handling = new ProcessSpans(settings);
  }

  /** With the defaults of {@link #builder(OpenTelemetry, BusbarConfig)}. */
  public static Tracing of(OpenTelemetry openTelemetry, BusbarConfig config) {
    return builder(openTelemetry, config).build();
  }

  /**
   * Starts with where spans go.
   *
   * @param config of the service: its name, account and Region, its time and its instruments
   */
  public static TracingBuilder builder(OpenTelemetry openTelemetry, BusbarConfig config) {
    return new TracingBuilder(() -> openTelemetry, config);
  }

  /**
   * Starts with {@link GlobalOpenTelemetry}, which the Java agent sets. It is asked for when the
   * first event comes, so the application may set it later than it makes this; after a thousand
   * events without one, at every 64th event.
   */
  public static TracingBuilder global(BusbarConfig config) {
    return new TracingBuilder(GlobalOpenTelemetry::getOrNoop, config);
  }

  /** For {@code Busbar.builder().publishInterceptor(…)} or a pipeline. */
  public PublishInterceptor publishing() {
    return publishing;
  }

  /** For {@code dispatcher.interceptor(…)}. */
  public HandlerInterceptor handling() {
    return handling;
  }

  /**
   * The span of a handler's run, for attributes and events of its own. {@link Span#current()} is
   * the same on the handler's thread; this one works on other threads as well. Without tracing it
   * is a span that does nothing.
   */
  public static Span span(HandlerContext context) {
    return context.findResource(Span.class).orElseGet(Span::getInvalid);
  }
}
