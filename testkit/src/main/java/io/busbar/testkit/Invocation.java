// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One event on its way from one rule to one target: every try until the target has it, or until it
 * is given up. Guarded by the organization's lock.
 */
final class Invocation {
  private final Bus bus;
  private final Rule rule;
  private final Target target;
  private final Envelope event;
  private final String json;

  /** When it is too old, in nanoseconds since the organization was made. */
  private final long deadline;

  private final Instant began;
  private int retries;

  /**
   * @param json of the event, made before the lock is taken
   */
  Invocation(Rule rule, Target target, Envelope event, String json) {
    this.bus = rule.bus();
    this.rule = rule;
    this.target = target;
    this.event = event;
    this.json = json;
    this.began = bus.state().now();
    this.deadline = bus.state().elapsed() + target.retry().maxAge().toNanos();
  }

  Bus bus() {
    return bus;
  }

  Rule rule() {
    return rule;
  }

  Target target() {
    return target;
  }

  Envelope event() {
    return event;
  }

  /** What the target gets; empty if that would have to be JSON and is not. */
  Optional<String> input() {
    return new InputShaper(rule, json, began).shape(target.input());
  }

  int retries() {
    return retries;
  }

  void attempt(State.After after) {
    AttemptResult result = new Attempt(this, after).run();
    if (result instanceof AttemptResult.Dropped dropped) {
      note(dropped.step());
    } else if (result instanceof AttemptResult.Permanent permanent) {
      giveUp(permanent.failure(), null, after);
    } else if (result instanceof AttemptResult.Retryable retryable) {
      retry(retryable.failure(), after);
    }
  }

  void note(JournalEntry.Step step) {
    bus.organization().journal().add(event, bus.arn(), step);
  }

  private void retry(Failure failure, State.After after) {
    if (retries >= target.retry().maxAttempts()) {
      giveUp(failure, "MaximumRetryAttempts", after);
      return;
    }
    long now = bus.state().elapsed();
    Duration delay = BackOff.delay(retries + 1, bus.state().jitter());
    boolean tooLate = now + delay.toNanos() >= deadline;
    Duration wait = tooLate ? Duration.ofNanos(Math.max(0, deadline - now)) : delay;
    note(
        new JournalEntry.Retrying(
            rule.name(), target.arn(), failure.layer(), failure.code(), failure.message(), wait));
    later(
        wait,
        tooLate ? inTime -> giveUp(failure, "MaximumEventAgeInSeconds", inTime) : this::tryAgain);
  }

  private void tryAgain(State.After after) {
    retries++;
    attempt(after);
  }

  private void later(Duration wait, Consumer<State.After> work) {
    bus.organization().engine().obligations().add(wait, () -> bus.state().change(work));
  }

  /**
   * @param exhausted the limit of the retry policy that was reached; null when there was nothing to
   *     retry
   */
  private void giveUp(Failure failure, @Nullable String exhausted, State.After after) {
    note(
        new JournalEntry.Failed(
            rule.name(), target.arn(), failure.layer(), failure.code(), failure.message()));
    String queue = target.deadLetterArn();
    if (queue != null) {
      note(new TargetDeadLetter(this, failure, exhausted).send(queue, after));
    }
  }
}
