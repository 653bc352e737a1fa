// SPDX-License-Identifier: Apache-2.0
package io.busbar.consumer;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs what happens to a container one after the other, so that its parts need no locks: whoever
 * brings an event to an idle loop runs it, and then the step. It has no thread and never blocks.
 */
final class Loop {
  private static final Logger log = LoggerFactory.getLogger(SqsEventContainer.class);

  /** Each is some tens of microseconds. */
  static final int MOST_PASSES_OF_OTHERS = 8;

  private final Executor executor;
  private final Runnable step;
  private final Consumer<Runnable> answers;
  private final Queue<Runnable> events = new ConcurrentLinkedQueue<>();
  private final AtomicInteger untold = new AtomicInteger();

  Loop(Executor executor, SqsCalls calls, Runnable step) {
    this.executor = executor;
    this.step = step;
    this.answers = calls instanceof SqsCalls.Sync ? this::tell : this::tellBriefly;
  }

  /** For the container's own threads, which run the loop themselves when it is idle. */
  void tell(Runnable event) {
    events.add(event);
    if (untold.getAndIncrement() == 0) {
      drain();
    }
  }

  /**
   * For the SDK's threads: runs an idle loop as well, because to wake another thread costs more
   * than most events, but leaves it to one of the container's when it does not come to an end soon.
   * A client can be built so that it reads no further answers meanwhile.
   */
  private void tellBriefly(Runnable event) {
    events.add(event);
    if (untold.getAndIncrement() == 0) {
      int passes = 1;
      while (pass() != 0) {
        if (passes++ == MOST_PASSES_OF_OTHERS) {
          drainElsewhere();
          return;
        }
      }
    }
  }

  /**
   * For threads that are not to do any of the container's work, as those of handlers and timers.
   */
  void handOver(Runnable event) {
    events.add(event);
    if (untold.getAndIncrement() == 0) {
      drainElsewhere();
    }
  }

  /** Nothing has been told that was not acted on, the step included. */
  boolean isIdle() {
    return untold.get() == 0;
  }

  /** Brings the answer to a call, or its failure; the other one is null. */
  <T> void whenAnswered(
      CompletableFuture<T> call, BiConsumer<@Nullable T, @Nullable Throwable> event) {
    CompletableFuture<T> unused =
        call.whenComplete(
            (answer, failure) -> answers.accept(() -> event.accept(answer, cause(failure))));
  }

  private static @Nullable Throwable cause(@Nullable Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  private void drainElsewhere() {
    try {
      executor.execute(this::drain);
    } catch (RejectedExecutionException closed) {
      log.debug("An event came after the container was closed, and is ignored");
    }
  }

  private void drain() {
    while (pass() != 0) {}
  }

  /** All that has been told so far, then the step. Returns how much was told meanwhile. */
  private int pass() {
    int told = untold.get();
    for (int i = 0; i < told; i++) {
      run(events.remove());
    }
    run(step);
    return untold.addAndGet(-told);
  }

  /** A fault in one event must not stop the loop. */
  private static void run(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | Error bug) {
      log.error("The container has met a fault of its own and goes on; please report it", bug);
    }
  }
}
