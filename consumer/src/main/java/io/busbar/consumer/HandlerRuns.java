// SPDX-License-Identifier: Apache-2.0
package io.busbar.consumer;

import io.busbar.core.handler.Delivery;
import io.busbar.core.handler.DispatchResult;
import io.busbar.core.handler.EventDispatcher;
import io.busbar.core.handler.HandlerResult;
import io.busbar.core.handler.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs handlers, no message behind another one, and brings the results to the loop. */
final class HandlerRuns {
  private static final Logger log = LoggerFactory.getLogger(SqsEventContainer.class);

  /** Stands for the container where a result names a handler. */
  static final String NO_HANDLER = "busbar";

  /** A message that breaks the container itself is not tried for ever. */
  private static final int MOST_FAULTS = 5;

  private final Desk desk;
  private final EventDispatcher dispatcher;
  private final Groups groups;
  private final Crew crew;
  private final BiConsumer<HeldMessage, DispatchResult> ended;

  HandlerRuns(
      Desk desk,
      EventDispatcher dispatcher,
      ExecutorService threads,
      BiConsumer<HeldMessage, DispatchResult> ended) {
    this.desk = desk;
    this.dispatcher = dispatcher;
    this.groups = new Groups(desk.settings(), desk.config());
    this.crew = new Crew(threads);
    this.ended = ended;
  }

  /** On the loop. A message of a group that is at work waits for its turn. */
  void run(HeldMessage message) {
    if (groups.enter(message)) {
      start(message);
    }
  }

  /**
   * On the loop: the message is done with, and the next one of its group may begin.
   *
   * @return those that must not begin, because this one will come again before them
   */
  List<HeldMessage> leave(HeldMessage message, boolean comesAgain) {
    if (comesAgain && groups.isStrict()) {
      return groups.breakOff(message);
    }
    HeldMessage next = groups.leave(message);
    if (next == null) {
      return List.of();
    }
    if (!next.isLeaseLost(desk.nanoTime())) {
      start(next);
      return List.of();
    }
    List<HeldMessage> lost = new ArrayList<>(List.of(next));
    lost.addAll(groups.breakOff(next));
    return lost;
  }

  /** On the loop: those that have not begun and shall not. */
  List<HeldMessage> breakOff() {
    return groups.breakOffAll();
  }

  private void start(HeldMessage message) {
    try {
      crew.execute(() -> dispatch(message));
    } catch (RuntimeException | Error noThread) {
      ended.accept(message, faulty(message, noThread));
    }
  }

  /** Interrupts what runs, and takes no more. */
  void interrupt() {
    crew.interrupt();
  }

  private void dispatch(HeldMessage message) {
    Thread own = Thread.currentThread();
    try {
      Delivery delivery = Deliveries.of(message, desk.settings(), desk.config().time());
      dispatcher.dispatch(delivery, result -> tell(own, message, result));
    } catch (RuntimeException | Error fault) {
      tell(own, message, faulty(message, fault));
    }
  }

  /** Results that come later come on a thread of the handler's, which is not ours to use. */
  private void tell(Thread own, HeldMessage message, DispatchResult result) {
    Runnable event = () -> ended.accept(message, result);
    if (Thread.currentThread() == own) {
      desk.loop().tell(event);
    } else {
      desk.loop().handOver(event);
    }
  }

  private DispatchResult faulty(HeldMessage message, Throwable fault) {
    int receiveCount = Deliveries.receiveCount(message.message());
    log.error(
        "Message {} of queue {} could not be dispatched; please report it",
        message.message().messageId(),
        desk.settings().queueName(),
        fault);
    Outcome outcome =
        receiveCount < MOST_FAULTS
            ? new Outcome.Retry(Settling.BACKOFF.after(receiveCount, desk.config().random()), fault)
            : new Outcome.DeadLetter("The message could not be dispatched.", fault);
    return new DispatchResult(null, List.of(new HandlerResult(NO_HANDLER, receiveCount, outcome)));
  }
}
