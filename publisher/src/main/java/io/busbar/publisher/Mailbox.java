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

  void put(Mail mail) {
    queue.add(mail);
    Thread reader = sleeping.get();
    // The first to find the reader asleep wakes it; the others need not.
    if (reader != null && sleeping.compareAndSet(reader, null)) {
      LockSupport.unpark(reader);
    }
  }

  @Nullable Mail poll() {
    return queue.poll();
  }

  /** Waits until there may be mail. For the one reader only. */
  void await() {
    sleeping.set(Thread.currentThread());
    // Mail that came in between was put by a thread that may not have seen us asleep.
    if (queue.isEmpty()) {
      LockSupport.park(this);
    }
    sleeping.set(null);
  }
}
