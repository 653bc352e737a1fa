// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import io.busbar.core.routing.EventPattern;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A rule of a {@link Bus}: what it matches goes to its targets, at most five. A rule without a
 * pattern matches nothing. Changes take effect at once, or after {@link
 * InMemoryOrganizationBuilder#ruleChangeDelay}. Thread-safe.
 */
public final class Rule {

  /** As PutRule has it. */
  public enum State {
    ENABLED,
    DISABLED,
    /** Enabled; in AWS also for management events of CloudTrail, which are not sent here. */
    ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS
  }

  private final Bus bus;
  private final String name;
  private final String arn;
  private final RuleTargets targets;
  private State state = State.ENABLED;
  private @Nullable EventPattern pattern;
  private @Nullable String description;

  Rule(Bus bus, String name) {
    this.bus = bus;
    this.name = name;
    this.arn = bus.region().arn("events", "rule/" + path(bus, name));
    this.targets = new RuleTargets(this);
  }

  private static String path(Bus bus, String name) {
    return bus.name().equals(Region.DEFAULT_BUS) ? name : bus.name() + '/' + name;
  }

  public String name() {
    return name;
  }

  public Bus bus() {
    return bus;
  }

  public String arn() {
    return arn;
  }

  /**
   * What the rule matches, replacing what it matched before.
   *
   * @throws io.busbar.core.routing.InvalidEventPatternException if EventBridge would refuse the
   *     pattern
   */
  public Rule pattern(String json) {
    return pattern(EventPattern.of(json, bus.organization().limits().patterns()));
  }

  /** What the rule matches, replacing what it matched before. */
  public Rule pattern(EventPattern pattern) {
    return change(
        () -> {
          bus.contents().checkWildcards(this, pattern);
          this.pattern = pattern;
        });
  }

  /** The pattern, if one was set. */
  public Optional<EventPattern> pattern() {
    return bus.state().locked(after -> Optional.ofNullable(pattern));
  }

  /** Default: {@link State#ENABLED}. A disabled rule matches nothing. */
  public Rule state(State state) {
    return change(() -> this.state = state);
  }

  public State state() {
    return bus.state().locked(after -> state);
  }

  /** For people; empty unless set. */
  public Rule description(String description) {
    bus.state().change(after -> this.description = description);
    return this;
  }

  public Optional<String> description() {
    return bus.state().locked(after -> Optional.ofNullable(description));
  }

  /**
   * Adds a target, under the first free number as its id. A queue may belong to any account, as
   * long as it is in this Region.
   *
   * @throws AwsErrorException as {@link #target} does
   */
  public Rule to(Destination destination) {
    return change(
        () -> {
          targets.put(targets.of(destination));
          targets.grant(destination);
        });
  }

  /**
   * What the target that was added last gets of an event. Default: {@link TargetInput#WHOLE_EVENT}.
   *
   * @throws AwsErrorException {@code ValidationException} if EventBridge would refuse it
   */
  public Rule input(TargetInput input) {
    return changeNewest(target -> target.withInput(input));
  }

  /**
   * How long EventBridge tries to deliver to the target that was added last. Default: {@link
   * TargetRetryPolicy#DEFAULT}.
   *
   * @throws AwsErrorException {@code ValidationException} as {@link TargetRetryPolicy} does
   */
  public Rule retry(int maxAttempts, Duration maxAge) {
    TargetRetryPolicy policy = new TargetRetryPolicy(maxAttempts, maxAge);
    return changeNewest(target -> target.withRetry(policy));
  }

  /**
   * Sends what the target that was added last could not get to the queue of this name in the
   * account and Region of the bus. Default: it is lost.
   */
  public Rule deadLetter(String queueName) {
    return deadLetter(bus.region().queue(queueName));
  }

  /** As {@link #deadLetter(String)}, to any queue of the Region. */
  public Rule deadLetter(Queue queue) {
    bus.state().change(after -> targets.grant(queue));
    return changeNewest(target -> target.withDeadLetterArn(queue.arn()));
  }

  /**
   * Adds a target, or replaces the one of the same id.
   *
   * @throws AwsErrorException {@code LimitExceededException} if there are five already; {@code
   *     ValidationException} if it is in another Region and not a bus
   */
  public Rule target(Target target) {
    return change(() -> targets.put(target));
  }

  /** Removes a target. Returns whether there was one of this id. */
  public boolean removeTarget(String id) {
    return bus.state()
        .locked(
            after -> {
              boolean removed = targets.remove(id);
              bus.contents().changed(this);
              return removed;
            });
  }

  /** The targets, by id. */
  public List<Target> targets() {
    return bus.state().locked(after -> targets.list());
  }

  private Rule changeNewest(UnaryOperator<Target> change) {
    return change(() -> targets.changeNewest(change));
  }

  private Rule change(Runnable change) {
    bus.state()
        .change(
            after -> {
              change.run();
              bus.contents().changed(this);
            });
    return this;
  }

  BusRules.Version version() {
    return new BusRules.Version(this, state, pattern, targets.list());
  }

  @Override
  public String toString() {
    return arn();
  }
}
