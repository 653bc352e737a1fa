// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import io.busbar.core.TimeSource;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for the messages of one queue, first come first served. No thread waits: timers of the
 * clock do.
 */
final class Receivers {
  private final State state;
  private final QueueContents contents;
  private final LinkedHashSet<Waiter> waiting = new LinkedHashSet<>();
  private TimeSource.@Nullable Cancellable wakeUp;
  private long wakeUpAt;

  Receivers(State state, QueueContents contents) {
    this.state = state;
    this.contents = contents;
  }

  CompletableFuture<List<Message>> receive(ReceiveRequest request) {
    Waiter waiter = new Waiter(request);
    try {
      state.change(after -> begin(waiter, after));
    } catch (AwsErrorException refused) {
      waiter.answer.completeExceptionally(refused);
    }
    var unused = waiter.answer.whenComplete((messages, failure) -> forget(waiter, failure));
    return waiter.answer;
  }

  /**
   * Gives available messages to those who wait, and sees to it that they hear of those that become
   * visible later.
   */
  void serve(State.After after) {
    while (!waiting.isEmpty() && !contents.isDown()) {
      Waiter first = waiting.iterator().next();
      List<Message> taken = first.answer.isDone() ? List.of() : contents.take(first.request, after);
      if (taken.isEmpty() && !first.answer.isDone()) {
        break;
      }
      end(first);
      after.add(() -> first.answer.complete(taken));
    }
    armWakeUp();
  }

  void close(State.After after) {
    for (Waiter waiter : List.copyOf(waiting)) {
      end(waiter);
      after.add(() -> waiter.answer.completeExceptionally(Queue.doesNotExist()));
    }
    armWakeUp();
  }

  private void begin(Waiter waiter, State.After after) {
    contents.checkAnswers();
    Duration asked = waiter.request.waitTime();
    Duration wait = asked == null ? contents.settings().receiveWait() : asked;
    List<Message> taken = contents.take(waiter.request, after);
    if (!taken.isEmpty() || wait.isZero()) {
      after.add(() -> waiter.answer.complete(taken));
      return;
    }
    waiting.add(waiter);
    waiter.deadline = time().schedule(wait, () -> giveUp(waiter));
    armWakeUp();
  }

  private void giveUp(Waiter waiter) {
    state.change(
        after -> {
          end(waiter);
          armWakeUp();
          after.add(() -> waiter.answer.complete(List.of()));
        });
  }

  /** A receiver that has cancelled waits no longer. */
  private void forget(Waiter waiter, @Nullable Throwable failure) {
    if (failure != null) {
      state.change(after -> end(waiter));
    }
  }

  private void end(Waiter waiter) {
    waiting.remove(waiter);
    waiter.cancelDeadline();
  }

  private void armWakeUp() {
    OptionalLong due = waiting.isEmpty() ? OptionalLong.empty() : contents.messages().nextDue();
    if (wakeUp != null && due.isPresent() && due.getAsLong() == wakeUpAt) {
      return;
    }
    if (wakeUp != null) {
      wakeUp.cancel();
      wakeUp = null;
    }
    if (due.isPresent()) {
      wakeUpAt = due.getAsLong();
      wakeUp = time().schedule(Duration.ofNanos(wakeUpAt - state.elapsed()), this::wake);
    }
  }

  private void wake() {
    state.change(
        after -> {
          wakeUp = null;
          serve(after);
        });
  }

  private TimeSource time() {
    return state.time();
  }
}
