// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import io.busbar.core.BusbarConfig;
import io.busbar.core.publish.EntryResult;
import io.busbar.core.publish.EventTransport;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Sends what may go, as many requests at a time as each bus may have. Answers are only noted on the
 * transport's threads; the relay looks at them in its next step.
 */
final class Sender {
  private final EventTransport transport;
  private final Backlog backlog;
  private final BusbarConfig config;
  private final Runnable onAnswer;
  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();

  Sender(EventTransport transport, Backlog backlog, BusbarConfig config, Runnable onAnswer) {
    this.transport = transport;
    this.backlog = backlog;
    this.config = config;
    this.onAnswer = onAnswer;
  }

  Queue<Answer> answers() {
    return answers;
  }

  /** Whether anything went out. */
  boolean send() {
    boolean sent = false;
    for (BusQueue bus : backlog.buses()) {
      while (mayCall(bus) && send(bus)) {
        sent = true;
      }
    }
    return sent;
  }

  private boolean mayCall(BusQueue bus) {
    long now = config.time().nanoTime();
    return bus.inFlight() < bus.window().permits() && bus.circuit().permits(now, bus.inFlight());
  }

  /** Whether nothing can go out before an answer has come in. */
  boolean isBusy(BusQueue bus) {
    boolean open = bus.circuit().trouble() != null;
    return bus.inFlight() >= (open ? 1 : bus.window().permits());
  }

  private boolean send(BusQueue bus) {
    long start = config.time().nanoTime();
    List<StoredEntry> rows = backlog.take(bus, transport.limits(), start);
    if (rows.isEmpty()) {
      return false;
    }
    bus.departed();
    call(rows).whenComplete((results, failure) -> noted(bus, rows, results, failure, start));
    return true;
  }

  /** A transport that throws, against its contract, is treated like a request that failed. */
  private CompletionStage<List<EntryResult>> call(List<StoredEntry> rows) {
    try {
      return transport.send(rows.stream().map(StoredEntry::entry).toList());
    } catch (RuntimeException bug) {
      return CompletableFuture.failedFuture(bug);
    }
  }

  @SuppressWarnings("NullAway") // whenComplete has null for one of the two.
  private void noted(
      BusQueue bus,
      List<StoredEntry> rows,
      List<EntryResult> results,
      Throwable failure,
      long start) {
    long nanos = config.time().nanoTime() - start;
    answers.add(new Answer(bus, rows, results, failure, nanos));
    onAnswer.run();
  }
}
