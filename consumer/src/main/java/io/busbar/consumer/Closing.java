// SPDX-License-Identifier: Apache-2.0
package io.busbar.consumer;

import io.busbar.consumer.Stats.State;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The end of a container: waits for the polls that are on their way, for the handlers within the
 * grace, and for what SQS has still to be told. Confined to the loop.
 */
final class Closing {
  private static final Logger log = LoggerFactory.getLogger(SqsEventContainer.class);

  /** Beyond the longer of grace and wait: for what SQS has still to be told. */
  private static final Duration LAST_CALLS = Duration.ofSeconds(10);

  private final Desk desk;
  private final Poller poller;
  private final Runnable abandonHandlers;
  private final CompletableFuture<Shutdown> closed = new CompletableFuture<>();
  private boolean graceOver;
  private long since;
  private int handled;
  private int returned;
  private int abandoned;
  private int stranded;

  Closing(Desk desk, Poller poller, Runnable abandonHandlers) {
    this.desk = desk;
    this.poller = poller;
    this.abandonHandlers = abandonHandlers;
  }

  CompletableFuture<Shutdown> closed() {
    return closed;
  }

  boolean hasBegun() {
    return desk.stats().isClosing();
  }

  void begin() {
    if (!hasBegun()) {
      since = desk.nanoTime();
      desk.stats().state.set(State.CLOSING);
    }
  }

  /** A message has reached its end. */
  void ended(HeldMessage message) {
    if (hasBegun()) {
      switch (message.fate()) {
        case SETTLED -> handled++;
        case RETURNED -> returned++;
        case ABANDONED -> abandoned++;
      }
    }
  }

  /** SQS could not be told what the message is to become. */
  void lost() {
    stranded += hasBegun() ? 1 : 0;
  }

  void step(long now) {
    if (desk.stats().state.get() != State.CLOSING) {
      return;
    }
    long grace = desk.settings().closeGrace().toNanos();
    if (!graceOver && desk.inHand().handling() > 0 && now - since >= grace) {
      graceOver = true;
      abandonHandlers.run();
    }
    long last = Math.max(grace, desk.settings().waitTime().toNanos()) + LAST_CALLS.toNanos();
    boolean finished = desk.inHand().size() == 0 && poller.outstanding() == 0;
    if (finished || now - since >= last) {
      finish(now);
      return;
    }
    desk.alarm().by(since + (now - since < grace ? grace : last));
  }

  private void finish(long now) {
    desk.stats().state.set(State.CLOSED);
    Shutdown shutdown =
        new Shutdown(
            handled,
            returned,
            abandoned,
            stranded + desk.inHand().size(),
            Duration.ofNanos(now - since));
    report(shutdown);
    closed.complete(shutdown);
  }

  private void report(Shutdown shutdown) {
    boolean good = shutdown.abandoned() + shutdown.stranded() + poller.outstanding() == 0;
    log.atLevel(good ? Level.INFO : Level.WARN)
        .log(
            "Container {} has closed after {}: {} messages handled, {} given back unhandled, {} abandoned by handlers that ran longer than {}, "
                + "{} left to their visibility time-out, {} polls not answered",
            desk.settings().queueName(),
            shutdown.took(),
            shutdown.handled(),
            shutdown.returned(),
            shutdown.abandoned(),
            desk.settings().closeGrace(),
            shutdown.stranded(),
            poller.outstanding());
  }
}
