// SPDX-License-Identifier: Apache-2.0
package io.busbar.tracing;

import io.busbar.core.ServiceLimits;
import io.busbar.core.publish.Entry;
import io.busbar.core.publish.EntryResult;
import io.busbar.core.publish.EventTransport;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * A span for each request with events of a batch or of an outbox, linked to the spans that made
 * them. An event that is published by itself has its own span, which is current while its request
 * is made; the HTTP call is for the agent or the SDK to trace.
 */
record TracedTransport(EventTransport transport, Telemetry telemetry, BusName.Names buses)
    implements EventTransport {

  @Override
  public ServiceLimits limits() {
    return transport.limits();
  }

  @Override
  public CompletableFuture<List<EntryResult>> send(List<Entry> entries) {
    RequestSpan request = begin(entries);
    if (request == null) {
      return transport.send(entries);
    }
    CompletableFuture<List<EntryResult>> answer = send(entries, request.current());
    CompletableFuture<List<EntryResult>> traced = new CompletableFuture<>();
    CompletableFuture<?> unused =
        answer.whenComplete(
            (results, failure) -> {
              end(request, results, failure);
              pass(traced, results, failure);
            });
    return traced;
  }

  /** A transport that throws, against its contract, has failed like any other. */
  @SuppressWarnings("try") // The scope is there for its end.
  private CompletableFuture<List<EntryResult>> send(List<Entry> entries, Span current) {
    try (Scope scope = current.makeCurrent()) {
      return transport.send(entries);
    } catch (RuntimeException broken) {
      return CompletableFuture.failedFuture(broken);
    }
  }

  private @Nullable RequestSpan begin(List<Entry> entries) {
    Tracer tracer = telemetry.tracer();
    if (tracer == null) {
      return null;
    }
    try {
      return RequestSpan.begin(entries, tracer, buses);
    } catch (RuntimeException fault) {
      telemetry.failed(fault);
      return null;
    }
  }

  private void end(
      RequestSpan request, @Nullable List<EntryResult> results, @Nullable Throwable failure) {
    try {
      request.end(results, failure == null ? null : unwrap(failure));
    } catch (RuntimeException fault) {
      telemetry.failed(fault);
    }
  }

  private static void pass(
      CompletableFuture<List<EntryResult>> to,
      @Nullable List<EntryResult> results,
      @Nullable Throwable failure) {
    if (failure != null) {
      to.completeExceptionally(unwrap(failure));
    } else if (results != null) {
      to.complete(results);
    } else {
      to.completeExceptionally(
          new IllegalStateException("The transport answered with neither results nor a failure."));
    }
  }

  private static Throwable unwrap(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }
}
