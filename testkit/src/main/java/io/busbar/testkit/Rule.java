// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import io.busbar.core.routing.EventPattern;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A rule of a {@link Bus}: what it matches goes to its targets, at most five. A rule without a
 * pattern matches nothing. Changes take effect at once. Thread-safe.
 */
public final class Rule {

  /** As PutRule has it. */
  public enum State {
    ENABLED,
    DISABLED
  }

  private final Bus bus;
  private final String name;
  private final Map<String, Target> targets = new TreeMap<>();
  private State state = State.ENABLED;
  private @Nullable String description;

  Rule(Bus bus, String name) {
    this.bus = bus;
    this.name = name;
  }

  public String name() {
    return name;
  }

  public Bus bus() {
    return bus;
  }

  public String arn() {
    String path = bus.name().equals(Region.DEFAULT_BUS) ? name : bus.name() + '/' + name;
    return bus.region().arn("events", "rule/" + path);
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
    bus.index(this, pattern);
    return this;
  }

  /** The pattern, if one was set. */
  public Optional<EventPattern> pattern() {
    return bus.patternOf(name);
  }

  /** Default: {@link State#ENABLED}. A disabled rule matches nothing. */
  public Rule state(State state) {
    bus.state().change(after -> this.state = state);
    return this;
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
    return bus.state()
        .locked(
            after -> {
              int id = 1;
              while (targets.containsKey(String.valueOf(id))) {
                id++;
              }
              return target(new Target(String.valueOf(id), destination.arn()));
            });
  }

  /**
   * Adds a target, or replaces the one of the same id.
   *
   * @throws AwsErrorException {@code LimitExceededException} if there are five already; {@code
   *     ValidationException} if it is in another Region and not a bus
   */
  public Rule target(Target target) {
    checkRegion(target);
    int max = bus.organization().limits().targetsPerRule();
    bus.state()
        .change(
            after -> {
              if (targets.size() >= max && !targets.containsKey(target.id())) {
                throw Bus.tooMany();
              }
              targets.put(target.id(), target);
            });
    return this;
  }

  /** Removes a target. Returns whether there was one of this id. */
  public boolean removeTarget(String id) {
    return bus.state().locked(after -> targets.remove(id) != null);
  }

  /** The targets, by id. */
  public List<Target> targets() {
    return bus.state().locked(after -> List.copyOf(targets.values()));
  }

  /**
   * EventBridge delivers across Regions to buses only (EventBridge User Guide, "Event bus
   * targets").
   */
  private void checkRegion(Target target) {
    String region = bus.region().name();
    Arn.parse(target.arn())
        .filter(arn -> !arn.region().equals(region) && !arn.service().equals("events"))
        .ifPresent(
            arn -> {
              throw new AwsErrorException(
                  "ValidationException",
                  "Rule '%s' is in '%s' and cannot deliver to '%s': only a bus can be a target in another Region. Deliver to a bus there, and from it on."
                      .formatted(name, region, target.arn()));
            });
  }

  @Override
  public String toString() {
    return arn();
  }
}
