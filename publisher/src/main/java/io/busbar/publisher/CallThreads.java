// SPDX-License-Identifier: Apache-2.0
package io.busbar.publisher;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Threads for a blocking client: virtual ones where the runtime has them (Java 21), else daemons.
 */
final class CallThreads {
  private static final @Nullable MethodHandle VIRTUAL = virtual();
  private static final long IDLE_SECONDS = 30;

  private CallThreads() {}

  /**
   * Makes an executor for the calls of one transport.
   *
   * @param threads how many calls run at once where there are no virtual threads
   */
  static ExecutorService executor(int threads) {
    return VIRTUAL == null ? daemons(threads) : virtualThreads(VIRTUAL);
  }

  static ExecutorService daemons(int threads) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            CallThreads::daemon);
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  private static Thread daemon(Runnable call) {
    Thread thread = new Thread(call, "busbar-publisher-call");
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
