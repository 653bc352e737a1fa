// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import io.busbar.core.routing.Hop;
import java.util.Map;

/** One try to deliver. Runs under the lock. */
final class Attempt {
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
    AttemptResult result = new Passage(invocation).result();
    if (result instanceof AttemptResult.Deliver deliver) {
      deliver(deliver.destination(), deliver.input());
    } else if (result instanceof AttemptResult.Forward forward) {
      forward(forward.bus(), forward.hop());
    }
    return result;
  }

  private void deliver(Destination destination, String input) {
    delivered(destination);
    if (destination instanceof Queue queue) {
      deliver(queue, input);
    } else if (destination instanceof LogGroup group) {
      group.add(input);
    } else if (destination instanceof LambdaFunction function) {
      after.add(() -> invoke(function, input));
    }
  }

  /** The first copy is noted already. */
  private void deliver(Queue queue, String json) {
    FaultSource faults = bus.organization().engine().faults();
    boolean first = true;
    for (Arrival arrival : faults.arrivals(queue, invocation.event().traced())) {
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
    return new OutgoingMessage(
        json,
        Map.of(),
        null,
        invocation.event().traceHeader(),
        group == null ? null : MessageGroup.of(group));
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
