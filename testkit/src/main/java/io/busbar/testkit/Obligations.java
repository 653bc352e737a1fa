// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import io.busbar.core.TimeSource;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the organization itself still has to do at a later time, so that a run until quiescence
 * knows of it.
 */
final class Obligations {
  private final State state;
  private final TreeSet<Obligation> open =
      new TreeSet<>(
          Comparator.comparingLong((Obligation each) -> each.due)
              .thenComparingLong(each -> each.number));
  private long added;

  Obligations(State state) {
    this.state = state;
  }

  /** Does it after the delay, or when somebody cannot wait for it; once. */
  void add(Duration delay, Runnable work) {
    state.change(
        after -> {
          Obligation obligation = new Obligation(state.elapsed() + delay.toNanos(), added++, work);
          open.add(obligation);
          obligation.timer = state.time().schedule(delay, () -> run(obligation));
        });
  }

  /** When the next is due, in nanoseconds since the organization was made. */
  OptionalLong nextDue() {
    return state.locked(
        after -> open.isEmpty() ? OptionalLong.empty() : OptionalLong.of(open.first().due));
  }

  /** Does the next one now, whenever it is due; false when there is none. */
  boolean runNext() {
    Optional<Obligation> next = state.locked(after -> open.stream().findFirst());
    next.ifPresent(this::run);
    return next.isPresent();
  }

  void clear() {
    open.forEach(Obligation::cancel);
    open.clear();
  }

  private void run(Obligation obligation) {
    boolean mine = state.locked(after -> open.remove(obligation));
    if (mine) {
      obligation.cancel();
      obligation.work.run();
    }
  }

  private static final class Obligation {
    private final long due;
    private final long number;
    private final Runnable work;
    private TimeSource.@Nullable Cancellable timer;

    Obligation(long due, long number, Runnable work) {
      this.due = due;
      this.number = number;
      this.work = work;
    }

    void cancel() {
      if (timer != null) {
        timer.cancel();
      }
    }
  }
}
