// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import io.busbar.core.Cause;
import io.busbar.core.PublishResult;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The inmost link: calls the method and publishes what it returns. Turns what it throws into an
 * outcome.
 */
final class InvokeInterceptor implements HandlerInterceptor {
  private final HandlerInvoker invoker;
  private final Failures failures;

  InvokeInterceptor(HandlerInvoker invoker, Failures failures) {
    this.invoker = invoker;
    this.failures = failures;
  }

  @Override
  public HandlerSlot slot() {
    return HandlerSlot.HANDLER;
  }

  @Override
  public String describe() {
    return "the method, then its results are published";
  }

  @Override
  @SuppressWarnings("try") // The scope is there for its end.
  public Completion intercept(HandlerContext context, HandlerChain next) {
    try (Cause.Scope scope = context.cause().open()) {
      Object returned = invoker.invoke(context);
      if (returned == null) {
        return Outcome.ACK;
      }
      if (returned instanceof CompletionStage<?> stage) {
        return whenComplete(context, stage);
      }
      context.publisher().publishAll(derive(context, returned)).forEach(PublishResult::orThrow);
      return Outcome.ACK;
    } catch (Throwable failure) {
      return failures.outcome(context, failure);
    }
  }

  private Completion whenComplete(HandlerContext context, CompletionStage<?> stage) {
    return new Completion.Pending(
        stage
            .thenCompose(returned -> publishAsync(context, returned))
            .thenApply(published -> Outcome.ACK)
            .exceptionally(failure -> failures.outcome(context, failure)));
  }

  private static CompletionStage<?> publishAsync(
      HandlerContext context, @Nullable Object returned) {
    List<CompletableFuture<PublishResult>> pending =
        derive(context, returned).stream().map(context.publisher()::publishAsync).toList();
    return CompletableFuture.allOf(pending.toArray(CompletableFuture<?>[]::new))
        .thenRun(() -> pending.forEach(result -> result.join().orThrow()));
  }

  private static List<Object> derive(HandlerContext context, @Nullable Object returned) {
    List<Object> events = new ArrayList<>();
    flatten(returned, events);
    events.replaceAll(context::derive);
    return events;
  }

  private static void flatten(@Nullable Object returned, List<Object> events) {
    if (returned instanceof Collection<?> several) {
      several.forEach(each -> flatten(each, events));
    } else if (returned instanceof Stream<?> several) {
      try (several) {
        several.forEachOrdered(each -> flatten(each, events));
      }
    } else if (returned instanceof Optional<?> maybe) {
      maybe.ifPresent(each -> flatten(each, events));
    } else if (returned != null) {
      events.add(returned);
    }
  }
}
