// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import io.busbar.core.BusbarConfig;
import io.busbar.core.IncomingEvent;
import io.busbar.core.Instruments;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
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

  /** Written before {@link #missing} is counted down, and read after it has reached zero. */
  private final HandlerResult[] results;

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
    this.results = new HandlerResult[handlers];
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
    config.instruments().handling(context.handlerId());
    long start = now();
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
    config.instruments().handled(context.handlerId(), context.head().name(), kind, now() - start);
    results[index] = new HandlerResult(context.handlerId(), context.attempt(), outcome);
    if (missing.decrementAndGet() == 0) {
      whenDone.accept(new DispatchResult(event.head(), List.of(results)));
    }
  }

  /** The clock costs as much as the dispatch, so it is not asked when nobody hears of the time. */
  private long now() {
    return config.instruments() == Instruments.NONE ? 0 : config.time().nanoTime();
  }
}
