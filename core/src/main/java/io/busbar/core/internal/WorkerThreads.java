// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.internal;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Threads for handlers and for blocking calls: virtual ones where the runtime has them (Java 21),
 * else daemons that end when they have nothing to do.
 */
public final class WorkerThreads {
  private static final @Nullable MethodHandle VIRTUAL = virtual();
  private static final long IDLE_SECONDS = 30;

  private WorkerThreads() {}

  /** As many as there is work, for a caller that bounds what runs: no work waits for a thread. */
  public static ExecutorService unbounded(String name) {
    return VIRTUAL == null ? unboundedDaemons(name) : virtualThreads(VIRTUAL);
  }

  /** As many as there is work, but where there are no virtual ones, at most {@code threads}. */
  public static ExecutorService bounded(String name, int threads) {
    return VIRTUAL == null ? boundedDaemons(name, threads) : virtualThreads(VIRTUAL);
  }

  static ExecutorService unboundedDaemons(String name) {
    return daemons(name, Integer.MAX_VALUE, new SynchronousQueue<>());
  }

  static ExecutorService boundedDaemons(String name, int threads) {
    ThreadPoolExecutor pool = daemons(name, threads, new LinkedBlockingQueue<>());
    pool.setCorePoolSize(threads);
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  private static ThreadPoolExecutor daemons(String name, int max, BlockingQueue<Runnable> waiting) {
    return new ThreadPoolExecutor(
        0, max, IDLE_SECONDS, TimeUnit.SECONDS, waiting, work -> daemon(name, work));
  }

  private static Thread daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  private static ExecutorService virtualThreads(MethodHandle factory) {
    try {
      return (ExecutorService) factory.invokeExact();
    } catch (Throwable impossible) {
      throw new AssertionError("The runtime promises virtual threads.", impossible);
    }
  }

  private static @Nullable MethodHandle virtual() {
    try {
      return MethodHandles.publicLookup()
          .findStatic(
              Executors.class,
              "newVirtualThreadPerTaskExecutor",
              methodType(ExecutorService.class));
    } catch (NoSuchMethodException | IllegalAccessException before21) {
      return null;
    }
  }
}
