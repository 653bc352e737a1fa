// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.busbar.core.EventName;
import io.busbar.core.handler.HandlerDescriptor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the handlers of a queue make of an event that is there. */
final class QueueFindings {
  private final Queue queue;
  private final String subject;

  QueueFindings(Queue queue) {
    this.queue = queue;
    this.subject = Place.of(queue.arn(), queue.organization());
  }

  /** What they would do. */
  Finding forecast(ObjectNode event) {
    if (!isAttached()) {
      return unattended();
    }
    List<String> takers =
        queue.handlers().stream()
            .filter(handler -> takes(handler, event))
            .map(HandlerDescriptor::id)
            .toList();
    return takers.isEmpty() ? unhandled() : passes(String.join(", ", takers) + " takes it.");
  }

  /** What they did. */
  Finding hindsight(List<TraceEntry> story) {
    Map<String, TraceEntry.Handled> last = new LinkedHashMap<>();
    for (TraceEntry entry : story) {
      if (entry.step() instanceof TraceEntry.Handled handled && handled.queue() == queue) {
        last.merge(handled.handlerId(), handled, QueueFindings::better);
      }
    }
    if (last.isEmpty()) {
      return isAttached() ? stops("has not been handled yet.") : unattended();
    }
    if (last.size() == 1 && last.containsKey("busbar")) {
      return unhandled();
    }
    String text =
        last.values().stream()
            .map(handled -> describe(handled, story))
            .collect(Collectors.joining("; "));
    boolean done = last.values().stream().allMatch(QueueFindings::isDone);
    String sentence = text.endsWith(".") ? text : text + ".";
    return done ? passes(sentence) : stops(sentence);
  }

  /** A duplicate that is skipped does not undo what was done before. */
  private static TraceEntry.Handled better(TraceEntry.Handled old, TraceEntry.Handled next) {
    return old.isSuccess() && !next.isSuccess() ? old : next;
  }

  private static boolean isDone(TraceEntry.Handled handled) {
    return handled.isSuccess() || handled.outcome().equals("Skip");
  }

  private String describe(TraceEntry.Handled handled, List<TraceEntry> story) {
    String id = handled.handlerId();
    return switch (handled.outcome()) {
      case "Ack" -> id + " has handled it";
      case "Skip" -> id + " has skipped it";
      case "Retry" -> id + " has failed in attempt " + handled.attempt() + ", and tries again";
      default -> id + " has given it up: " + reason(id, story);
    };
  }

  private String reason(String handlerId, List<TraceEntry> story) {
    return story.stream()
        .map(TraceEntry::step)
        .filter(TraceEntry.DeadLettered.class::isInstance)
        .map(TraceEntry.DeadLettered.class::cast)
        .filter(dead -> dead.queue() == queue && dead.handlerId().equals(handlerId))
        .map(TraceEntry.DeadLettered::reason)
        .findFirst()
        .orElse("it is tried again with the others");
  }

  private static boolean takes(HandlerDescriptor handler, ObjectNode event) {
    EventName name =
        new EventName(event.path("source").asText(), event.path("detail-type").asText());
    return handler.match().takes(name)
        && (handler.match().pattern() == null || handler.match().pattern().matches(event));
  }

  private boolean isAttached() {
    return queue.organization().engine().quiescence().isAttached(queue);
  }

  private Finding unattended() {
    return passes("has no handlers, so the message waits.");
  }

  private Finding unhandled() {
    String there =
        queue.handlers().stream()
            .map(handler -> handler.id() + " takes " + handler.match())
            .collect(Collectors.joining("; "));
    return stops(
        "has no handler for it, so it is acknowledged and forgotten"
            + (there.isEmpty() ? "." : ": " + there + "."));
  }

  private Finding passes(String text) {
    return Finding.passes(Layer.HANDLERS, queue.arn(), subject, text, List.of());
  }

  private Finding stops(String text) {
    return Finding.stops(Layer.HANDLERS, queue.arn(), subject, text);
  }
}
