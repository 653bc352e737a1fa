// SPDX-License-Identifier: Apache-2.0
package io.busbar.tracing;

import io.busbar.core.TraceContext;
import io.busbar.core.handler.Completion;
import io.busbar.core.handler.HandlerChain;
import io.busbar.core.handler.HandlerContext;
import io.busbar.core.handler.HandlerInterceptor;
import io.busbar.core.handler.HandlerSlot;
import io.busbar.core.handler.Outcome;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/** A span for each run of a handler, current while it runs. */
final class ProcessSpans implements HandlerInterceptor {
  private final TracingSettings settings;
  private final ProcessSpanStart start;

  ProcessSpans(TracingSettings settings) {
    this.settings = settings;
    this.start = new ProcessSpanStart(settings);
  }

  @Override
  public HandlerSlot slot() {
    return HandlerSlot.TRACE;
  }

  @Override
  public String describe() {
    return "a span of OpenTelemetry for each run";
  }

  @Override
  @SuppressWarnings("try") // Scope and keys are there for their end.
  public Completion intercept(HandlerContext context, HandlerChain next) {
    Tracer tracer = settings.telemetry().tracer();
    Context within = tracer == null ? null : begin(context, tracer);
    if (within == null) {
      return next.proceed(context);
    }
    Span span = Span.fromContext(within);
    try (Scope scope = within.makeCurrent();
        LogKeys keys = LogKeys.put(span.getSpanContext(), context.head())) {
      return ended(context, span, next.proceed(context));
    } catch (RuntimeException | Error thrown) {
      end(() -> ProcessSpanEnd.failed(span, context, thrown));
      throw thrown;
    }
  }

  /** The context to run in; null when there is no span after all. */
  private @Nullable Context begin(HandlerContext context, Tracer tracer) {
    try {
      Context within = start.begin(context, tracer);
      Span span = Span.fromContext(within);
      if (!span.getSpanContext().isValid()) {
        return null;
      }
      context.resource(Span.class, span);
      context.continueTrace(
          new TraceContext(
              W3cTraceParent.format(span.getSpanContext()),
              W3cTraceState.format(span.getSpanContext().getTraceState()),
              settings.baggage().text(within)));
      return within;
    } catch (RuntimeException fault) {
      settings.telemetry().failed(fault);
      return null;
    }
  }

  private Completion ended(HandlerContext context, Span span, Completion completion) {
    if (completion instanceof Outcome outcome) {
      end(() -> ProcessSpanEnd.ended(span, context, outcome));
      return outcome;
    }
    return new Completion.Pending(
        ((Completion.Pending) completion)
            .stage()
            .whenComplete(
                (outcome, failure) ->
                    end(
                        () -> {
                          if (outcome == null) {
                            ProcessSpanEnd.failed(span, context, failure);
                          } else {
                            ProcessSpanEnd.ended(span, context, outcome);
                          }
                        })));
  }

  private void end(Runnable ending) {
    try {
      ending.run();
    } catch (RuntimeException fault) {
      settings.telemetry().failed(fault);
    }
  }
}
