// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import io.busbar.core.BusbarConfig;
import io.busbar.core.IncomingEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;

/**
 * One delivery under way: collects a result from each handler and reports when the last one is
 * there.
 */
final class DispatchRun {
  private final BusbarConfig config;
  private final Failures failures;
  private final Delivery delivery;
  private final IncomingEvent event;
  private final AtomicReferenceArray<HandlerResult> results;
  private final AtomicInteger missing;
  private final Consumer<DispatchResult> whenDone;

  DispatchRun(
      BusbarConfig config,
      Failures failures,
      Delivery delivery,
      IncomingEvent event,
      int handlers,
      Consumer<DispatchResult> whenDone) {
    this.config = config;
    this.failures = failures;
    this.delivery = delivery;
    this.event = event;
    this.results = new AtomicReferenceArray<>(handlers);
    this.missing = new AtomicInteger(handlers);
    this.whenDone = whenDone;
  }

  void run(List<BoundHandler> takers) {
    for (int i = 0; i < takers.size(); i++) {
      run(i, takers.get(i));
    }
  }

  private void run(int index, BoundHandler handler) {
    HandlerContext context = new HandlerContext(handler, delivery, event);
    long start = config.time().nanoTime();
    proceed(context, handler.chain()).whenDone(outcome -> finished(index, context, outcome, start));
  }

  /** An interceptor that throws is treated as a handler that throws, now or later. */
  private Completion proceed(HandlerContext context, HandlerChain chain) {
    try {
      return chain.proceed(context).recover(thrown -> failures.outcome(context, thrown));
    } catch (Throwable thrown) {
      return failures.outcome(context, thrown);
    }
  }

  private void finished(int index, HandlerContext context, Outcome outcome, long start) {
    String kind = outcome.getClass().getSimpleName();
    config
        .instruments()
        .handled(
            context.handlerId(), context.head().name(), kind, config.time().nanoTime() - start);
    results.set(index, new HandlerResult(context.handlerId(), context.attempt(), outcome));
    if (missing.decrementAndGet() == 0) {
      whenDone.accept(new DispatchResult(event.head(), collect()));
    }
  }

  private List<HandlerResult> collect() {
    List<HandlerResult> all = new ArrayList<>(results.length());
    for (int i = 0; i < results.length(); i++) {
      all.add(results.get(i));
    }
    return all;
  }
}
