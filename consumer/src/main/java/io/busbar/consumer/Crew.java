// SPDX-License-Identifier: Apache-2.0
package io.busbar.consumer;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs tasks side by side, however many there are, and wakes a further thread only while tasks
 * wait: who takes a task calls the next thread before it begins, and goes on with another one when
 * it is done. So short tasks are done by few threads, and a long one holds up nobody. Thread-safe.
 */
final class Crew {
  private final ExecutorService threads;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

  /** Whether a thread is on its way that has not looked for tasks yet. */
  private final AtomicBoolean called = new AtomicBoolean();

  /**
   * @param threads never lets a task wait for a thread
   */
  Crew(ExecutorService threads) {
    this.threads = threads;
  }

  /**
   * @throws RuntimeException or an error, when there is no thread for the task, which will not run
   */
  void execute(Runnable task) {
    tasks.add(task);
    try {
      callForTheNext();
    } catch (RuntimeException | Error noThread) {
      if (tasks.remove(task)) {
        throw noThread;
      }
    }
  }

  /** Interrupts what runs; what has not begun does not begin. */
  void interrupt() {
    tasks.clear();
    threads.shutdownNow();
  }

  private void callForTheNext() {
    if (!tasks.isEmpty() && called.compareAndSet(false, true)) {
      try {
        threads.execute(this::work);
      } catch (RuntimeException | Error noThread) {
        called.set(false);
        throw noThread;
      }
    }
  }

  private void work() {
    called.set(false);
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      callBestEffort();
      task.run();
      forgetInterrupt();
    }
  }

  /** Without a further thread, this one comes to the other tasks in the end. */
  private void callBestEffort() {
    try {
      callForTheNext();
    } catch (RuntimeException | Error noThread) {
      // Most likely the container is closing.
    }
  }

  /** What interrupted the last task is none of the next one's business. */
  private static void forgetInterrupt() {
    Thread.interrupted();
  }
}
