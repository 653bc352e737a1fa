// SPDX-License-Identifier: Apache-2.0
package io.busbar.publisher;

import io.busbar.core.BusbarConfig;
import io.busbar.core.Health;
import io.busbar.core.PublishResult;
import io.busbar.core.TimeSource;
import io.busbar.core.publish.EventTransport;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way from the publishing threads to the batcher's: bounded, and closable. Thread-safe. */
final class SendQueue {
  private static final Logger log = LoggerFactory.getLogger(EventBridgePublisher.class);
  private final Settings settings;
  private final TimeSource time;
  private final Refusals refusals;
  private final Outcomes outcomes;
  private final QueueRoom room;
  private final BusHealth health;
  private final Mailbox mailbox = new Mailbox();
  private final Batcher batcher;
  private final SenderThread sender;
  private volatile boolean closed;

  SendQueue(EventTransport transport, Settings settings, BusbarConfig config) {
    this.settings = settings;
    this.time = config.time();
    this.refusals = new Refusals(settings);
    this.outcomes = new Outcomes(config.instruments());
    this.room = new QueueRoom(settings.queueCapacity(), time);
    this.health = new BusHealth(settings, time, room);
    this.batcher = new Batcher(transport, settings, config, mailbox, room, health);
    this.sender = new SenderThread("busbar-publisher-" + settings.bus(), batcher, mailbox);
  }

  /** Takes an event over, or gives it its result when there is no room. */
  void submit(Pending event) {
    if (enter(event)) {
      hand(event, event);
    }
  }

  /** As {@link #submit}, so that the events arrive together and share requests. */
  void submitAll(List<Pending> events) {
    Pending first = null;
    Pending last = null;
    for (Pending event : events) {
      if (first != null && last != null && room.isFull()) {
        // Nobody would ever make room for the next one if these kept all of it.
        hand(first, last);
        first = null;
        last = null;
      }
      if (!enter(event)) {
        continue;
      }
      event.link = last;
      first = first == null ? event : first;
      last = event;
    }
    if (first != null && last != null) {
      hand(first, last);
    }
  }

  boolean takesEvents() {
    return health.takesEvents();
  }

  Health health() {
    return health.health();
  }

  /** Whether the caller is a continuation of a result. */
  boolean isOwnThread() {
    return sender.isCurrent();
  }

  /** Waits for what has been submitted, at most for the grace; what is left then is rejected. */
  void close() {
    closed = true;
    room.turnAwayWaiters();
    if (!sender.isStarted() && room.isEmpty()) {
      return;
    }
    sender.ensureStarted();
    mailbox.tell(Mail.Signal.CLOSE);
    TimeSource.Cancellable grace =
        time.schedule(settings.closeGrace(), () -> mailbox.tell(Mail.Signal.ABANDON));
    sender.stopped().join();
    grace.cancel();
    if (batcher.left() > 0) {
      log.warn(
          "The publisher of bus '{}' was closed before it was done; events reported as rejected"
              + " with code PublisherClosed after {}: {}",
          settings.bus(),
          Settings.text(settings.closeGrace()),
          batcher.left());
    }
  }

  private boolean enter(Pending event) {
    PublishResult.Rejected refusal = closed ? refusals.closed(event) : find(event);
    if (refusal == null) {
      return true;
    }
    outcomes.tell(event, refusal);
    return false;
  }

  /** Finds room for the event, or the reason why there is none. */
  private PublishResult.@Nullable Rejected find(Pending event) {
    if (!room.tryEnter() && !waitForRoom()) {
      return closed ? refusals.closed(event) : refusals.queueFull(event);
    }
    // Again: the close looks at the room after it has set the flag, so one of us sees the other.
    if (closed) {
      room.leave(1);
      mailbox.tell(Mail.Signal.NUDGE);
      return refusals.closed(event);
    }
    return null;
  }

  private boolean waitForRoom() {
    // A continuation on the batcher's own thread would wait for itself.
    return !sender.isCurrent() && room.enter(settings.queueTimeout());
  }

  private void hand(Pending first, Pending last) {
    sender.ensureStarted();
    mailbox.putChain(first, last);
  }
}
