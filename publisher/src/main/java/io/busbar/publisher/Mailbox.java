// SPDX-License-Identifier: Apache-2.0
package io.busbar.publisher;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Takes mail from any thread for one reader. Thread-safe, without locks. */
final class Mailbox {
  private final ConcurrentLinkedQueue<Mail> queue = new ConcurrentLinkedQueue<>();
  private final AtomicReference<@Nullable Thread> sleeping = new AtomicReference<>();
  private volatile boolean eventsMayWait;

  void put(Mail mail) {
    queue.add(mail);
    Thread reader = sleeping.get();
    if (reader == null || (eventsMayWait && mail instanceof Pending)) {
      return;
    }
    // The first to find the reader asleep wakes it; the others need not.
    if (sleeping.compareAndSet(reader, null)) {
      LockSupport.unpark(reader);
    }
  }

  @Nullable Mail poll() {
    return queue.poll();
  }

  /**
   * Waits until there may be mail. For the one reader only.
   *
   * @param forAnswers whether new events alone are not worth waking up for
   */
  void await(boolean forAnswers) {
    eventsMayWait = forAnswers;
    sleeping.set(Thread.currentThread());
    // Mail that came in between was put by a thread that may not have seen us asleep.
    if (queue.isEmpty()) {
      LockSupport.park(this);
    }
    sleeping.set(null);
  }
}
