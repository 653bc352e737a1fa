// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Wakes the one thread that drives the relay. A signal given before the wait is not lost. */
final class Signal {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition raised = lock.newCondition();
  private volatile boolean isRaised;

  /** Costs nothing while it is raised already, which it mostly is under load. */
  void raise() {
    if (isRaised) {
      return;
    }
    lock.lock();
    try {
      isRaised = true;
      raised.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until it is raised, and lowers it. */
  void await() {
    lock.lock();
    try {
      while (!isRaised) {
        raised.awaitUninterruptibly();
      }
      isRaised = false;
    } finally {
      lock.unlock();
    }
  }
}
