// SPDX-License-Identifier: Apache-2.0
package io.busbar.tracing;

import io.busbar.core.handler.HandlerContext;
import io.busbar.core.handler.Outcome;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;

/**
 * Says how a handler's run has ended. Of a failure only its type: its message may hold values of
 * the event.
 */
final class ProcessSpanEnd {
  private ProcessSpanEnd() {}

  static void ended(Span span, HandlerContext context, Outcome outcome) {
    if (outcome instanceof Outcome.Ack) {
      end(span, context, "ack");
    } else if (outcome instanceof Outcome.Skip) {
      end(span, context, "skip");
    } else if (outcome instanceof Outcome.Retry retry) {
      span.addEvent(
          SpanAttributes.RETRY, Attributes.of(SpanAttributes.DELAY, retry.delay().toMillis()));
      error(span, retry.cause().getClass().getName());
      end(span, context, "retry");
    } else {
      Throwable cause = ((Outcome.DeadLetter) outcome).cause();
      error(span, cause == null ? "dead_letter" : cause.getClass().getName());
      end(span, context, "dead_letter");
    }
  }

  /** An interceptor inside has failed; what becomes of the event is decided further out. */
  static void failed(Span span, HandlerContext context, Throwable thrown) {
    error(span, thrown.getClass().getName());
    end(span, context, "failure");
  }

  private static void error(Span span, String type) {
    span.setAttribute(SpanAttributes.ERROR_TYPE, type);
    span.setStatus(StatusCode.ERROR);
  }

  private static void end(Span span, HandlerContext context, String outcome) {
    span.setAttribute(SpanAttributes.ATTEMPT, (long) context.attempt());
    span.setAttribute(SpanAttributes.OUTCOME, outcome);
    span.end();
  }
}
