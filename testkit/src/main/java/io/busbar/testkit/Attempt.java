// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import io.busbar.core.routing.Arn;
import io.busbar.core.routing.Hop;
import java.util.Map;
import java.util.Optional;

/** One try to deliver. Runs under the lock. */
final class Attempt {
  private static final AttemptResult SUCCESS = new AttemptResult.Success();
  private static final AttemptResult INVALID_JSON =
      new AttemptResult.Permanent(
          new Failure("INVALID_JSON", "The input template did not give valid JSON."));

  /** EventBridge sends no deduplication ids. */
  private static final AttemptResult NO_DEDUPLICATION =
      new AttemptResult.Permanent(
          new Failure(
              "INVALID_PARAMETER",
              "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly"));

  private final Invocation invocation;
  private final Bus bus;
  private final String rule;
  private final State.After after;

  Attempt(Invocation invocation, State.After after) {
    this.invocation = invocation;
    this.bus = invocation.bus();
    this.rule = invocation.rule().name();
    this.after = after;
  }

  AttemptResult run() {
    String arn = invocation.target().arn();
    Optional<Failure> outage = DeliveryRules.outage(bus.organization(), arn);
    if (outage.isPresent()) {
      return new AttemptResult.Retryable(outage.get());
    }
    Optional<Destination> found = bus.organization().destination(arn);
    return found.isEmpty()
        ? new AttemptResult.Permanent(DeliveryRules.missing(arn))
        : admit(found.get());
  }

  /** A hop too many is dropped before anybody asks whether it would be allowed. */
  private AttemptResult admit(Destination destination) {
    if (destination instanceof Bus next && hop(next) instanceof Hop.Dropped) {
      return new AttemptResult.Dropped(new JournalEntry.SecondHop(rule, next.arn()));
    }
    Optional<Failure> refused = DeliveryRules.refusal(invocation, destination);
    return refused.isPresent() ? new AttemptResult.Permanent(refused.get()) : deliver(destination);
  }

  private AttemptResult deliver(Destination destination) {
    if (destination instanceof Bus next && hop(next) instanceof Hop.Forwarded hop) {
      forward(next, hop);
      return SUCCESS;
    }
    return invocation.input().map(json -> deliver(destination, json)).orElse(INVALID_JSON);
  }

  private AttemptResult deliver(Destination destination, String json) {
    if (destination instanceof Queue queue && queue.contents().needsDeduplicationIds()) {
      return NO_DEDUPLICATION;
    }
    delivered(destination);
    if (destination instanceof Queue queue) {
      deliver(queue, json);
    } else if (destination instanceof LogGroup group) {
      group.add(json);
    } else if (destination instanceof LambdaFunction function) {
      after.add(() -> invoke(function, json));
    }
    return SUCCESS;
  }

  /** The first copy is noted already. */
  private void deliver(Queue queue, String json) {
    FaultSource faults = bus.organization().faults();
    boolean first = true;
    for (Arrival arrival : faults.arrivals(queue, TracedEvent.of(invocation.event()))) {
      if (!first) {
        delivered(queue);
      }
      first = false;
      Runnable onDuplicate = () -> delivered(queue);
      queue.contents().deliver(message(json), arrival, onDuplicate, after);
    }
  }

  private OutgoingMessage message(String json) {
    String group = invocation.target().messageGroupId();
    return new OutgoingMessage(json, Map.of(), null, invocation.event().traceHeader())
        .withGroup(group == null ? null : MessageGroup.of(group));
  }

  private Hop hop(Bus next) {
    int hops = invocation.event().hops();
    return bus.organization().hops().forward(hops, Arn.of(bus.arn()), Arn.of(next.arn()));
  }

  /** Across accounts the event stays what it is; across Regions it gets a new id. */
  private void forward(Bus next, Hop.Forwarded hop) {
    delivered(next);
    String id = hop.newId() ? bus.state().newId() : invocation.event().id();
    Envelope hopped = invocation.event().hopped(id, hop.hops());
    after.add(() -> next.accept(hopped));
  }

  private void invoke(LambdaFunction function, String json) {
    try {
      function.invoke(json);
    } catch (RuntimeException thrown) {
      invocation.note(new JournalEntry.FunctionThrew(rule, function.arn(), thrown.toString()));
    }
  }

  private void delivered(Destination destination) {
    invocation.note(new JournalEntry.Delivered(rule, destination.arn()));
  }
}
