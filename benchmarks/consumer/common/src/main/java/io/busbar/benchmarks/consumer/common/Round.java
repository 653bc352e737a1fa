// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.consumer.common;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * From the first message that is handled to the last that is deleted; starting up does not count.
 */
final class Round {
  private static final OperatingSystemMXBean MACHINE =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final int messages;
  private final ApiCalls calls;
  private final long callsBefore;
  private final long deletedBefore;
  private final AtomicInteger handled = new AtomicInteger();
  private final CountDownLatch done = new CountDownLatch(1);
  private volatile long begun;
  private volatile long cpuBefore;

  Round(int messages, ApiCalls calls) {
    this.messages = messages;
    this.calls = calls;
    this.callsBefore = calls.calls();
    this.deletedBefore = calls.deleted();
    calls.onDelete(this::deleted);
  }

  void handled() {
    if (handled.incrementAndGet() == 1) {
      cpuBefore = MACHINE.getProcessCpuTime();
      begun = System.nanoTime();
    }
  }

  private void deleted() {
    if (calls.deleted() - deletedBefore >= messages) {
      done.countDown();
    }
  }

  /** Messages a second, microseconds of CPU for a message, and API calls for a message. */
  String await() throws InterruptedException {
    if (!done.await(2, TimeUnit.MINUTES)) {
      throw new IllegalStateException(
          "Only " + (calls.deleted() - deletedBefore) + " of " + messages + " were deleted.");
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    double cpuMicros = (MACHINE.getProcessCpuTime() - cpuBefore) / 1e3;
    long made = calls.calls() - callsBefore;
    return String.format(
        Locale.ROOT,
        "%.3f %.3f %.4f",
        messages / seconds,
        cpuMicros / messages,
        (double) made / messages);
  }
}
