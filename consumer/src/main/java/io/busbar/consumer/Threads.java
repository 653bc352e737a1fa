// SPDX-License-Identifier: Apache-2.0
package io.busbar.consumer;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Threads for handlers and for blocking calls: virtual ones where the runtime has them (Java 21),
 * else daemons that end when they have nothing to do. Nothing ever waits for a thread, because the
 * container bounds what runs: a handler for each message in flight, and a few calls.
 */
final class Threads {
  private static final @Nullable MethodHandle VIRTUAL = virtual();
  private static final long IDLE_SECONDS = 30;

  private Threads() {}

  static ExecutorService named(String name) {
    return VIRTUAL == null ? daemons(name) : virtualThreads(VIRTUAL);
  }

  static ExecutorService daemons(String name) {
    return new ThreadPoolExecutor(
        0,
        Integer.MAX_VALUE,
        IDLE_SECONDS,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        work -> daemon(name, work));
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
