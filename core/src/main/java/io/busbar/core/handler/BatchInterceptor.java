// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import io.busbar.core.EventEnvelope;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The inmost link of a handler of batches. Deliveries meet here, each on its own thread; one of
 * them calls the method for all that are there, the others wait for their outcomes. No timer: a
 * batch is what has arrived while the one before was handled.
 */
final class BatchInterceptor implements HandlerInterceptor {
  private final BatchInvoker invoker;
  private final HandlerTraits.RunLimit limit;
  private final Failures failures;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Seat> waiting = new ArrayDeque<>();
  private int running;

  BatchInterceptor(BatchInvoker invoker, HandlerTraits.RunLimit limit, Failures failures) {
    this.invoker = invoker;
    this.limit = limit;
    this.failures = failures;
  }

  @Override
  public HandlerSlot slot() {
    return HandlerSlot.HANDLER;
  }

  @Override
  public String describe() {
    return "the method, for up to "
        + limit.maxEvents()
        + " events together, "
        + limit.concurrency()
        + " calls at once";
  }

  @Override
  public Completion intercept(HandlerContext context, HandlerChain next) {
    Seat own = new Seat(context);
    take(own);
    try {
      return awaitOutcome(own);
    } finally {
      if (own.interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Outcome awaitOutcome(Seat own) {
    Outcome outcome = own.outcome;
    while (outcome == null) {
      List<Seat> batch = next(own);
      if (!batch.isEmpty()) {
        settle(batch, call(batch));
      }
      outcome = own.outcome;
    }
    return outcome;
  }

  private void take(Seat own) {
    lock.lock();
    try {
      waiting.add(own);
    } finally {
      lock.unlock();
    }
  }

  /** The next batch that this thread has to call for; empty when there is none, or it was woken. */
  private List<Seat> next(Seat own) {
    lock.lock();
    try {
      while (mustWait(own)) {
        if (own.interrupted) {
          changed.awaitUninterruptibly();
        } else {
          changed.await();
        }
      }
      return own.outcome == null ? board() : List.of();
    } catch (InterruptedException closing) {
      own.interrupted = true;
      if (waiting.remove(own)) {
        // Not handled: it comes again.
        own.outcome = new Outcome.Retry(Duration.ZERO, closing);
      }
      return List.of();
    } finally {
      lock.unlock();
    }
  }

  private boolean mustWait(Seat own) {
    return own.outcome == null && (own.taken || running >= limit.concurrency());
  }

  private List<Seat> board() {
    List<Seat> batch = new ArrayList<>();
    while (batch.size() < limit.maxEvents() && !waiting.isEmpty()) {
      Seat seat = waiting.remove();
      seat.taken = true;
      batch.add(seat);
    }
    running++;
    return batch;
  }

  private void settle(List<Seat> batch, List<Outcome> outcomes) {
    lock.lock();
    try {
      running--;
      for (int i = 0; i < batch.size(); i++) {
        batch.get(i).outcome = outcomes.get(i);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private List<Outcome> call(List<Seat> batch) {
    try {
      List<EventEnvelope<Object>> envelopes =
          batch.stream().map(seat -> HandlerArguments.envelope(seat.context)).toList();
      return outcomes(batch, invoker.invoke(envelopes));
    } catch (Throwable failure) {
      return batch.stream().map(seat -> failures.outcome(seat.context, failure)).toList();
    }
  }

  private List<Outcome> outcomes(List<Seat> batch, @Nullable Object returned) {
    List<?> each = returned == null ? List.of() : (List<?>) returned;
    if (returned != null && each.size() != batch.size()) {
      throw new IllegalStateException(
          String.format(
              "The handler got %d events and returned %d outcomes. Return one for each event, in the order of the events.",
              batch.size(), each.size()));
    }
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      outcomes.add(returned == null ? Outcome.ACK : outcome(batch.get(i), (Outcome) each.get(i)));
    }
    return outcomes;
  }

  /** What the handler wants to retry counts as a failed attempt; its delay is honoured. */
  private Outcome outcome(Seat seat, Outcome wanted) {
    if (!(wanted instanceof Outcome.Retry retry)) {
      return wanted;
    }
    Outcome judged = failures.outcome(seat.context, retry.cause());
    return judged instanceof Outcome.Retry ? retry : judged;
  }

  /** One event's place in the queue for the next batch. Written under the lock. */
  private static final class Seat {
    private final HandlerContext context;
    private boolean taken;
    private boolean interrupted;
    private volatile @Nullable Outcome outcome;

    Seat(HandlerContext context) {
      this.context = context;
    }
  }
}
