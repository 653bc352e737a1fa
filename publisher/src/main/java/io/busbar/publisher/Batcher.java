// SPDX-License-Identifier: Apache-2.0
package io.busbar.publisher;

import io.busbar.core.BusbarConfig;
import io.busbar.core.Instruments;
import io.busbar.core.PublishResult;
import io.busbar.core.publish.EntryResult;
import io.busbar.core.publish.EventTransport;
import io.busbar.core.publish.Fault;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Makes requests of single events and results of answers. A request leaves as soon as fewer than
 * the {@linkplain InFlightWindow window} allows are on their way, with as many of the waiting
 * events as fit.
 *
 * <p>Everything here belongs to the one thread that calls {@link #step()}; others write to the
 * mailbox. So nothing is locked, and a test needs no thread at all.
 */
final class Batcher {
  private final EventTransport transport;
  private final Settings settings;
  private final BusbarConfig config;
  private final Mailbox mailbox;
  private final QueueRoom room;
  private final Refusals refusals;
  private final Outcomes outcomes;
  private final Retries retries;
  private final InFlightWindow window;
  private final Company company;
  private final BusHealth health;

  private final ArrayDeque<Pending> waiting = new ArrayDeque<>();
  private final ArrayDeque<List<Pending>> parts = new ArrayDeque<>();
  private final Set<Request> inFlight = Collections.newSetFromMap(new IdentityHashMap<>());
  private boolean closing;
  private boolean abandoned;
  private int left;
  private int finished;

  Batcher(
      EventTransport transport,
      Settings settings,
      BusbarConfig config,
      Mailbox mailbox,
      QueueRoom room,
      BusHealth health) {
    this.transport = transport;
    this.settings = settings;
    this.config = config;
    this.mailbox = mailbox;
    this.room = room;
    this.health = health;
    this.refusals = new Refusals(settings);
    this.outcomes = new Outcomes(config.instruments());
    this.retries = new Retries(config, mailbox, Backoff.DEFAULT);
    this.window = new InFlightWindow(settings.maxInFlight());
    this.company = new Company(settings, config.time(), mailbox);
  }

  /**
   * Reads the mail and sends what may be sent. Never waits.
   *
   * @return whether there was anything to do
   */
  boolean step() {
    boolean busy = readMail();
    if (abandoned) {
      abandonAll();
    }
    while (inFlight.size() < window.permits() && sendNext()) {
      busy = true;
    }
    health.inFlight(inFlight.size(), window.permits());
    room.leave(finished);
    finished = 0;
    return busy;
  }

  /** Whether all permits are taken, so that new events could only be looked at. */
  boolean waitsForAnswers() {
    return inFlight.size() >= window.permits();
  }

  /** Whether no event is left, and none can come. */
  boolean isDone() {
    return closing && room.isEmpty();
  }

  /** How many events had to be given up at the close. */
  int left() {
    return left;
  }

  private boolean readMail() {
    Mail mail = mailbox.poll();
    if (mail == null) {
      return false;
    }
    long now = config.time().nanoTime();
    for (; mail != null; mail = mailbox.poll()) {
      read(mail, now);
    }
    return true;
  }

  private void read(Mail mail, long now) {
    if (mail instanceof Pending event) {
      event.deadline(now + settings.deadline().toNanos());
      waiting.addLast(event);
    } else if (mail instanceof Answer answer) {
      take(answer);
    } else if (mail instanceof RetryDue due) {
      List<Pending> again = retries.wake(due);
      // In front: they are the oldest.
      for (int i = again.size() - 1; i >= 0; i--) {
        waiting.addFirst(again.get(i));
      }
    } else {
      heed(((Mail.Notice) mail).signal());
    }
  }

  private void heed(Mail.Signal signal) {
    switch (signal) {
      case NUDGE -> {}
      case COMPANY_IS_DUE -> company.timeIsUp();
      case CLOSE -> closing = true;
      case ABANDON -> abandoned = true;
    }
  }

  private boolean sendNext() {
    List<Pending> part = parts.poll();
    if (part != null) {
      send(part);
      return true;
    }
    rejectLate();
    if (waiting.isEmpty() || (!closing && company.isWorthWaitingFor(waiting, transport.limits()))) {
      return false;
    }
    send(Packer.next(waiting, transport.limits()));
    return true;
  }

  private void rejectLate() {
    long now = config.time().nanoTime();
    for (Pending head = waiting.peek();
        head != null && head.deadline() - now < 0;
        head = waiting.peek()) {
      finish(waiting.remove(), refusals.late(head));
    }
  }

  private void send(List<Pending> events) {
    Request request = new Request(events, config.time().nanoTime());
    inFlight.add(request);
    CompletableFuture<List<EntryResult>> answer;
    try {
      answer = transport.send(request.entries());
    } catch (RuntimeException broken) {
      answer = CompletableFuture.failedFuture(broken);
    }
    // It cannot fail: making an answer of whatever came does not throw.
    CompletableFuture<?> unused =
        answer.whenComplete(
            (results, failure) ->
                mailbox.put(Answer.of(request, results, failure, config.time().nanoTime())));
  }

  private void take(Answer answer) {
    Request request = answer.request();
    if (!inFlight.remove(request)) {
      return;
    }
    Instruments instruments = config.instruments();
    instruments.requestSent(
        request.events().size(),
        request.bytes(),
        request.billedChunks(),
        answer.receivedAt() - request.sentAt());
    window.answered(answer);
    health.answered(answer);
    if (answer.isWorthSplitting()) {
      split(request.events());
    } else {
      settle(request.events(), answer.results());
    }
  }

  private void split(List<Pending> events) {
    int half = events.size() / 2;
    parts.add(events.subList(0, half));
    parts.add(events.subList(half, events.size()));
  }

  private void settle(List<Pending> events, List<EntryResult> results) {
    List<Pending> failed = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      Pending event = events.get(i);
      EntryResult result = results.get(i);
      if (result instanceof EntryResult.Accepted accepted) {
        finish(event, new PublishResult.Accepted(event.entry().id(), accepted.busEventId()));
      } else if (result instanceof EntryResult.Refused refused
          && refused.fault() != Fault.CAPACITY) {
        finish(event, refusals.refused(event, refused));
      } else {
        event.failed(result);
        failed.add(event);
      }
    }
    retries.schedule(failed).forEach(event -> finish(event, refusals.late(event)));
  }

  private void abandonAll() {
    List<Pending> rest = new ArrayList<>(waiting);
    waiting.clear();
    parts.forEach(rest::addAll);
    parts.clear();
    rest.addAll(retries.abandon());
    rest.forEach(event -> finish(event, refusals.leftAtClose(event, false)));
    left += rest.size();
    for (Request request : inFlight) {
      request.events().forEach(event -> finish(event, refusals.leftAtClose(event, true)));
      left += request.events().size();
    }
    inFlight.clear();
  }

  private void finish(Pending event, PublishResult result) {
    finished++;
    outcomes.tell(event, result);
  }
}
