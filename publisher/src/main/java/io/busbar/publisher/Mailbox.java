// SPDX-License-Identifier: Apache-2.0
package io.busbar.publisher;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Takes mail from any thread for one reader, who gets it in the order in which it came. A stack
 * that the reader takes whole and turns over: a put is one compare-and-set and allocates nothing.
 * Thread-safe, without locks.
 */
final class Mailbox {
  /** Each piece links to the one that came before it. */
  private final AtomicReference<@Nullable Mail> newest = new AtomicReference<>();

  private final AtomicReference<@Nullable Thread> sleeping = new AtomicReference<>();
  private volatile boolean eventsMayWait;

  /** The reader's: what it has taken and not read yet; each piece links to the next one. */
  private @Nullable Mail taken;

  void tell(Mail.Signal signal) {
    put(new Mail.Notice(signal));
  }

  void put(Mail mail) {
    putChain(mail, mail);
  }

  /**
   * Puts several pieces at once: the reader gets all of them or none.
   *
   * @param last it and each piece after {@code first} link to the one before them
   */
  void putChain(Mail first, Mail last) {
    Mail before = newest.get();
    first.link = before;
    while (!newest.compareAndSet(before, last)) {
      before = newest.get();
      first.link = before;
    }
    Thread reader = sleeping.get();
    if (reader == null || (eventsMayWait && first instanceof Pending)) {
      return;
    }
    // The first to find the reader asleep wakes it; the others need not.
    if (sleeping.compareAndSet(reader, null)) {
      LockSupport.unpark(reader);
    }
  }

  /** The oldest piece, or null. For the one reader only. */
  @Nullable Mail poll() {
    if (taken == null) {
      turnOver();
    }
    Mail mail = taken;
    if (mail != null) {
      taken = mail.link;
      mail.link = null;
    }
    return mail;
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
    if (taken == null && newest.get() == null) {
      LockSupport.park(this);
    }
    sleeping.set(null);
  }

  private void turnOver() {
    Mail mail = newest.getAndSet(null);
    while (mail != null) {
      Mail before = mail.link;
      mail.link = taken;
      taken = mail;
      mail = before;
    }
  }
}
