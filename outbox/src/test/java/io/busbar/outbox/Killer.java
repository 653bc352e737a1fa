// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Ends the process, as {@code kill -9} does, when a failpoint was reached often enough. Nothing of
 * the outbox knows of it: it sits behind the data source and the transport.
 */
final class Killer {
  static final int EXIT_CODE = 99;
  private static final int LONGEST_OPERATION_NANOS = 1_500_000;
  private final Failpoint failpoint;
  private final AtomicInteger left;
  private final Random random;

  Killer(Failpoint failpoint, int occurrence, long seed) {
    this.failpoint = failpoint;
    this.left = new AtomicInteger(occurrence);
    this.random = new Random(seed);
  }

  Failpoint failpoint() {
    return failpoint;
  }

  void reached(Failpoint here) {
    if (here == failpoint && left.decrementAndGet() == 0) {
      Runtime.getRuntime().halt(EXIT_CODE);
    }
  }

  /** Dies within the time that the operation takes which comes next. */
  void reachedSoon(Failpoint here) {
    if (here == failpoint && left.decrementAndGet() == 0) {
      int nanos = random.nextInt(LONGEST_OPERATION_NANOS);
      Thread timer =
          new Thread(
              () -> {
                LockSupport.parkNanos(nanos);
                Runtime.getRuntime().halt(EXIT_CODE);
              });
      timer.setDaemon(true);
      timer.start();
    }
  }
}
