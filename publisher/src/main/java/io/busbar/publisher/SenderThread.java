// SPDX-License-Identifier: Apache-2.0
package io.busbar.publisher;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread of a batcher. Answers arrive on the SDK's threads, and sending the next request there
 * keeps the SDK from reading further answers; so there is one of our own, started with the first
 * event.
 */
final class SenderThread {
  private static final Logger log = LoggerFactory.getLogger(EventBridgePublisher.class);
  private final String name;
  private final Batcher batcher;
  private final Mailbox mailbox;
  private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();
  private final CompletableFuture<Void> stopped = new CompletableFuture<>();

  SenderThread(String name, Batcher batcher, Mailbox mailbox) {
    this.name = name;
    this.batcher = batcher;
    this.mailbox = mailbox;
  }

  void ensureStarted() {
    if (thread.get() == null) {
      start();
    }
  }

  boolean isStarted() {
    return thread.get() != null;
  }

  /** Completes when the batcher is done. */
  CompletableFuture<Void> stopped() {
    return stopped;
  }

  /** Whether the caller runs on this thread, as continuations of results do. */
  boolean isCurrent() {
    return Thread.currentThread() == thread.get();
  }

  private void start() {
    Thread created = new Thread(this::run, name);
    created.setDaemon(true);
    if (thread.compareAndSet(null, created)) {
      created.start();
    }
  }

  private void run() {
    while (!batcher.isDone()) {
      if (!stepped()) {
        mailbox.await(batcher.waitsForAnswers());
      }
    }
    stopped.complete(null);
  }

  private boolean stepped() {
    try {
      return batcher.step();
    } catch (RuntimeException bug) {
      log.error("The publisher has met a fault of its own and goes on; please report it", bug);
      return false;
    }
  }
}
