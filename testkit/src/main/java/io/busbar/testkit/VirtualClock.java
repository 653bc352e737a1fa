// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import io.busbar.core.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Time that stands still until a test moves it. Scheduled work runs on the thread that moves the
 * time, in the order in which it is due (of two at the same time, the one that was scheduled
 * first), and sees the time at which it was due.
 *
 * <p>Thread-safe: work can be scheduled from any thread, and also by work that runs.
 */
public final class VirtualClock implements TimeSource {

  /** Where a clock starts unless it is told otherwise. */
  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private static final Comparator<Task> ORDER =
      Comparator.comparing((Task task) -> task.due).thenComparingLong(task -> task.number);

  private final ReentrantLock lock = new ReentrantLock();
  private final TreeSet<Task> tasks = new TreeSet<>(ORDER);
  private Instant now;
  private long scheduled;

  private VirtualClock(Instant start) {
    this.now = start;
  }

  /** A clock that stands at {@link #START}. */
  public static VirtualClock create() {
    return new VirtualClock(START);
  }

  public static VirtualClock startingAt(Instant start) {
    return new VirtualClock(start);
  }

  @Override
  public Instant now() {
    lock.lock();
    try {
      return now;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long nanoTime() {
    return Duration.between(START, now()).toNanos();
  }

  /** Work without a delay runs at the next move as well, even a move by nothing. */
  @Override
  public Cancellable schedule(Duration delay, Runnable work) {
    lock.lock();
    try {
      Instant due = delay.isNegative() ? now : now.plus(delay);
      Task task = new Task(due, scheduled++, work);
      tasks.add(task);
      return () -> remove(task);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Moves the time on and runs what becomes due.
   *
   * @throws IllegalArgumentException if {@code duration} is negative
   */
  public void advance(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException(
          "Time cannot be moved by '%s'. Give a duration of zero or more.".formatted(duration));
    }
    moveTo(now().plus(duration));
  }

  /**
   * Moves the time to an instant and runs what becomes due on the way. What work throws comes out
   * here; the time then stands where that work was due, and what is due later has not run.
   *
   * @throws IllegalArgumentException if the instant has passed
   */
  public void advanceTo(Instant instant) {
    Instant from = now();
    if (instant.isBefore(from)) {
      throw new IllegalArgumentException(
          "Time cannot be moved back from '%s' to '%s'. Make another clock."
              .formatted(from, instant));
    }
    moveTo(instant);
  }

  /**
   * Moves the time to when the next scheduled work is due, and runs that work; of several at the
   * same time, one.
   *
   * @return false when nothing is scheduled; then the time stands where it stood
   */
  public boolean advanceToNext() {
    Task next;
    lock.lock();
    try {
      next = takeFirst();
    } finally {
      lock.unlock();
    }
    if (next != null) {
      next.work.run();
    }
    return next != null;
  }

  /** When the next scheduled work is due; empty when there is none. */
  public Optional<Instant> nextDue() {
    lock.lock();
    try {
      return tasks.isEmpty() ? Optional.empty() : Optional.of(tasks.first().due);
    } finally {
      lock.unlock();
    }
  }

  private void moveTo(Instant target) {
    for (Task due = takeUntil(target); due != null; due = takeUntil(target)) {
      due.work.run();
    }
  }

  /**
   * The next task until {@code target}, with the time set to when it is due; or null, with the time
   * at {@code target}.
   */
  private @Nullable Task takeUntil(Instant target) {
    lock.lock();
    try {
      boolean due = !tasks.isEmpty() && !tasks.first().due.isAfter(target);
      Task task = due ? takeFirst() : null;
      reach(task == null ? target : now);
      return task;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Task takeFirst() {
    Task first = tasks.pollFirst();
    reach(first == null ? now : first.due);
    return first;
  }

  /** Another thread, or work that runs, may have moved the time further meanwhile. */
  private void reach(Instant instant) {
    now = instant.isAfter(now) ? instant : now;
  }

  private void remove(Task task) {
    lock.lock();
    try {
      tasks.remove(task);
    } finally {
      lock.unlock();
    }
  }

  private record Task(Instant due, long number, Runnable work) {}
}
