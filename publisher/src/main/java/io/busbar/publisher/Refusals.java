// SPDX-License-Identifier: Apache-2.0
package io.busbar.publisher;

import io.busbar.core.InvalidEventException;
import io.busbar.core.OutgoingEvent;
import io.busbar.core.PublishResult;
import io.busbar.core.Remedy;
import io.busbar.core.ServiceLimits;
import io.busbar.core.publish.Entry;
import io.busbar.core.publish.EntryResult;
import io.busbar.core.publish.Fault;
import org.jspecify.annotations.Nullable;

/** The words for every event that is not published, EventBridge's and the publisher's own. */
final class Refusals {
  /** The code for a request that got no answer. */
  static final String NO_ANSWER = "NoAnswer";

  private static final String MAY_HAVE_IT =
      " An earlier try got no answer, so EventBridge may have the event nevertheless.";

  private final Settings settings;

  Refusals(Settings settings) {
    this.settings = settings;
  }

  /** Refused for good, or until a person acts. */
  PublishResult.Rejected refused(Pending event, EntryResult.Refused answer) {
    boolean unsure = event.maybeTaken() && answer.fault() != Fault.EVENT;
    return new PublishResult.Rejected(
        event.entry().id(),
        answer.code(),
        unsure ? answer.message() + MAY_HAVE_IT : answer.message(),
        unsure ? Remedy.MAY_BE_DUPLICATE : answer.fault().remedy());
  }

  /** The deadline has passed, or will have passed before another try. */
  PublishResult.Rejected late(Pending event) {
    String within = Settings.text(settings.deadline());
    EntryResult last = event.lastFailure();
    if (last instanceof EntryResult.Refused refused) {
      String text =
          String.format(
              "EventBridge did not take the event within %s (tries: %d). Its last answer was: %s",
              within, event.tries(), refused.message());
      return rejected(event, refused.code(), text);
    }
    if (last instanceof EntryResult.Unknown unknown) {
      String text =
          String.format(
              "It is not known whether EventBridge took the event within %s (tries: %d). "
                  + "The last try ended so: %s",
              within, event.tries(), unknown.reason());
      return new PublishResult.Rejected(
          event.entry().id(), NO_ANSWER, text, Remedy.MAY_BE_DUPLICATE);
    }
    return rejected(
        event,
        "NotSentInTime",
        String.format(
            "The event waited %s behind others and was never sent. EventBridge takes less than the"
                + " service publishes: see the publisher's health, and raise maxInFlight.",
            within));
  }

  PublishResult.Rejected leftAtClose(Pending event, boolean inFlight) {
    String text =
        String.format(
            "The publisher of bus '%s' was closed, and the event was not finished within the grace"
                + " of %s (tries: %d). Raise closeGrace, or use an outbox.",
            settings.bus(),
            Settings.text(settings.closeGrace()),
            event.tries() + (inFlight ? 1 : 0));
    Remedy remedy = inFlight || event.maybeTaken() ? Remedy.MAY_BE_DUPLICATE : Remedy.TRY_LATER;
    return new PublishResult.Rejected(event.entry().id(), "PublisherClosed", text, remedy);
  }

  PublishResult.Rejected closed(Pending event) {
    String text =
        String.format(
            "The publisher of bus '%s' is closed, so the event was not sent. Close it after"
                + " everything that publishes.",
            settings.bus());
    return rejected(event, "PublisherClosed", text);
  }

  PublishResult.Rejected queueFull(Pending event) {
    String text =
        String.format(
            "The publisher of bus '%s' holds as many unfinished events as it may (%d), and had no"
                + " room within %s. EventBridge takes less than the service publishes, or cannot"
                + " be reached: see the publisher's health, raise maxInFlight or queueCapacity, or"
                + " use an outbox.",
            settings.bus(), settings.queueCapacity(), Settings.text(settings.queueTimeout()));
    return rejected(event, "QueueFull", text);
  }

  /** What is wrong with an entry that must not even be sent, or null. */
  PublishResult.@Nullable Rejected unfit(Pending event, ServiceLimits limits) {
    Entry entry = event.entry();
    if (entry.deliverAt() != null) {
      return new PublishResult.Rejected(
          entry.id(), "DelayNeedsOutbox", delayed(entry.deliverAt()), Remedy.FIX_EVENT);
    }
    // Most have no resources, and their size was counted already.
    if (event.size() < limits.maxRequestBytes() && entry.resources().isEmpty()) {
      return null;
    }
    try {
      entry.requireWithin(limits);
      return null;
    } catch (InvalidEventException refusal) {
      return refusal.rejected(entry.id());
    }
  }

  private static String delayed(OutgoingEvent.Delivery delivery) {
    String when =
        delivery instanceof OutgoingEvent.Delivery.At at
            ? "at " + at.time()
            : "after " + ((OutgoingEvent.Delivery.After) delivery).delay();
    return String.format(
        "The event is to be delivered later (%s), and a publisher sends at once: EventBridge does"
            + " not wait. Publish it through an outbox, or leave delay and deliverAt out.",
        when);
  }

  private static PublishResult.Rejected rejected(Pending event, String code, String text) {
    return new PublishResult.Rejected(
        event.entry().id(),
        code,
        event.maybeTaken() ? text + MAY_HAVE_IT : text,
        event.maybeTaken() ? Remedy.MAY_BE_DUPLICATE : Remedy.TRY_LATER);
  }
}
