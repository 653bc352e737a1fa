// SPDX-License-Identifier: Apache-2.0
package io.busbar.consumer;

import io.busbar.consumer.HeldMessage.Fate;
import io.busbar.consumer.Stats.State;
import io.busbar.core.handler.DispatchResult;
import io.busbar.core.handler.EventDispatcher;
import io.busbar.core.internal.WorkerThreads;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * The way of the messages through a container, from poll to end: puts the parts together. Only
 * {@link #start}, {@link #pause}, {@link #resume} and {@link #close} may be called from outside the
 * loop.
 */
final class Flow {
  private final Desk desk;
  private final Poller poller;
  private final Heartbeat heartbeat;
  private final HandlerRuns runs;
  private final Settlements deletes;
  private final Settlements visibilities;
  private final Settling settling;
  private final Judge judge;
  private final Closing closing;

  Flow(SourceQueue queue, EventDispatcher dispatcher, ExecutorService ownThreads, Stats stats) {
    Loop loop = new Loop(ownThreads, queue.calls(), this::step);
    Alarm alarm = new Alarm(dispatcher.config().time(), loop);
    desk =
        new Desk(
            queue.settings(),
            dispatcher.config(),
            queue,
            loop,
            alarm,
            new InHand(),
            dispatcher::isReady,
            stats);
    poller = new Poller(desk, this::arrived);
    heartbeat = new Heartbeat(desk);
    deletes = new Settlements(desk, queue::delete, this::deleted, this::ackLost);
    visibilities =
        new Settlements(
            desk,
            batch -> queue.changeVisibility(batch, HeldMessage::visibilitySeconds),
            this::putOff,
            this::lost);
    settling = new Settling(desk, deletes, visibilities, this::decided);
    runs =
        new HandlerRuns(desk, dispatcher, WorkerThreads.unbounded("busbar-handler"), this::handled);
    judge = new Judge(desk);
    closing = new Closing(desk, poller, this::abandonHandlers);
  }

  void start() {
    desk.loop().tell(() -> desk.stats().state.compareAndSet(State.CREATED, State.RUNNING));
  }

  void pause() {
    desk.loop().tell(() -> desk.stats().state.compareAndSet(State.RUNNING, State.PAUSED));
  }

  void resume() {
    desk.loop()
        .tell(
            () -> {
              desk.stats().state.compareAndSet(State.PAUSED, State.RUNNING);
              if (desk.stats().state.compareAndSet(State.STOPPED, State.RUNNING)) {
                judge.forget();
              }
            });
  }

  CompletableFuture<Shutdown> close() {
    desk.loop().tell(this::beginToClose);
    return closing.closed();
  }

  /** Whether the loop has acted on everything it was told; for tests that wait for it. */
  boolean isIdle() {
    return desk.loop().isIdle();
  }

  /** What is to be done now; it never waits. */
  private void step() {
    long now = desk.nanoTime();
    poller.step(now);
    heartbeat.step(now);
    closing.step(now);
    boolean hurry = nothingElseIsUnderWay();
    deletes.step(now, hurry);
    visibilities.step(now, hurry);
    desk.stats().inFlight.set(desk.inHand().size());
    desk.stats().polls.set(poller.outstanding());
  }

  /** Then a batch has no company to wait for, or it is what new messages wait for. */
  private boolean nothingElseIsUnderWay() {
    return closing.hasBegun()
        || desk.inHand().handling() == 0
        || (poller.isStarving() && deletes.isIdle() && visibilities.isIdle());
  }

  /**
   * By index: where OpenTelemetry's agent is attached, an iterator of this list begins a span for
   * each message, besides the one that the module tracing makes.
   */
  private void arrived(List<Message> messages) {
    long now = desk.nanoTime();
    for (int i = 0; i < messages.size(); i++) {
      HeldMessage message = new HeldMessage(messages.get(i), now);
      message.leased(now, desk.settings().visibilityTimeout());
      desk.inHand().add(message);
      if (closing.hasBegun() || desk.stats().state.get() == State.STOPPED) {
        giveBack(message, Fate.RETURNED);
      } else {
        heartbeat.watch(message);
        runs.run(message);
      }
    }
  }

  private void handled(HeldMessage message, DispatchResult result) {
    if (message.isHandling()) {
      judge.ended(result);
    }
    settling.ended(message, result);
  }

  /** What has not begun goes back at once. */
  private void beginToClose() {
    closing.begin();
    runs.breakOff().forEach(message -> giveBack(message, Fate.RETURNED));
  }

  /** The message's way is decided, and nothing of it runs any more. */
  private void decided(HeldMessage message, boolean comesAgain) {
    runs.leave(message, comesAgain).forEach(behind -> giveBack(behind, Fate.RETURNED));
  }

  private void giveBack(HeldMessage message, Fate fate) {
    message.fate(fate);
    settling.giveBack(message, Duration.ZERO);
  }

  /** Interrupts first: a handler that heeds it rolls back before another one begins. */
  private void abandonHandlers() {
    runs.interrupt();
    for (HeldMessage message : desk.inHand().all()) {
      if (message.isHandling()) {
        giveBack(message, Fate.ABANDONED);
      }
    }
  }

  private void deleted(HeldMessage message) {
    desk.stats().handled.incrementAndGet();
    ended(message);
  }

  private void putOff(HeldMessage message) {
    desk.stats().putOff.incrementAndGet();
    ended(message);
  }

  private void ended(HeldMessage message) {
    desk.inHand().remove(message);
    closing.ended(message);
  }

  /** The message has been handled and will come again. */
  private void ackLost(HeldMessage message) {
    desk.stats().acksLost.incrementAndGet();
    desk.config().instruments().acksLost(desk.settings().queueName(), 1);
    lost(message);
  }

  private void lost(HeldMessage message) {
    desk.inHand().remove(message);
    closing.lost();
  }
}
