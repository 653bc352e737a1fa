// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import io.busbar.core.handler.HandlerDescriptor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/** Runs attached containers on the calling thread until nothing is outstanding. */
final class Quiescence {
  private final State state;
  private final Obligations obligations;
  private final List<InMemoryContainer> containers = new ArrayList<>();

  Quiescence(State state, Obligations obligations) {
    this.state = state;
    this.obligations = obligations;
  }

  void attach(InMemoryContainer container) {
    state.change(
        after -> {
          if (!containers.contains(container)) {
            containers.add(container);
          }
        });
  }

  void detach(InMemoryContainer container) {
    state.change(after -> containers.remove(container));
  }

  /** All handlers that are attached to a queue. */
  List<HandlerDescriptor> handlersOf(Queue queue) {
    return attached().stream()
        .filter(container -> container.queue() == queue)
        .flatMap(container -> container.handlers().stream())
        .toList();
  }

  boolean isAttached(Queue queue) {
    return attached().stream().anyMatch(container -> container.queue() == queue);
  }

  void clear() {
    containers.clear();
  }

  /** Returns how many messages were handled. */
  int run(int maxDeliveries) {
    int handled = 0;
    do {
      for (int round = round(); round > 0; round = round()) {
        handled += round;
        if (handled > maxDeliveries) {
          throw new IllegalStateException(endless(maxDeliveries));
        }
      }
    } while (moveOn());
    return handled;
  }

  /** One message for each container, so that none waits for the others to be done. */
  private int round() {
    int handled = 0;
    for (InMemoryContainer container : attached()) {
      handled += container.step() ? 1 : 0;
    }
    return handled;
  }

  /** Goes to the next moment at which something is due; false when nothing is. */
  private boolean moveOn() {
    if (!(state.time() instanceof VirtualClock clock)) {
      return hurry();
    }
    OptionalLong due = nextDue();
    due.ifPresent(at -> clock.advance(Duration.ofNanos(Math.max(0, at - state.elapsed()))));
    return due.isPresent();
  }

  /** A clock that nobody can move is not waited for: the next thing happens now. */
  private boolean hurry() {
    return obligations.runNext() || attached().stream().anyMatch(container -> container.hurry());
  }

  private OptionalLong nextDue() {
    LongStream hidden =
        attached().stream()
            .map(container -> container.nextDue())
            .flatMapToLong(OptionalLong::stream);
    return LongStream.concat(hidden, obligations.nextDue().stream()).min();
  }

  private List<InMemoryContainer> attached() {
    return state.locked(after -> List.copyOf(containers));
  }

  private String endless(int maxDeliveries) {
    return "The organization is still busy after %d deliveries. Look for handlers that answer each other's events, or give runUntilQuiescent a higher limit; waiting now: %s."
        .formatted(
            maxDeliveries,
            attached().stream()
                .map(container -> container.queue().name() + " " + container.queue().counts())
                .toList());
  }
}
