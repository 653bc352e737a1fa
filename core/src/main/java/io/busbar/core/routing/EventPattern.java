// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.routing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import software.amazon.event.ruler.GenericMachine;
import software.amazon.event.ruler.Patterns;

/**
 * An event pattern of EventBridge: which envelopes a rule or a handler takes. It is checked as
 * PutRule checks it and matched by event-ruler, the engine that EventBridge itself runs.
 *
 * <p>As EventBridge has it: 300, 300.0 and 3.0e2 are equal; {@code exists} sees leaves only, so
 * that an object and an empty array count as absent; {@code anything-but} needs the field to be
 * present; conditions on the members of an array's objects must be met by one of these objects; a
 * dot in a name is the same as a level.
 *
 * <p>Immutable and thread-safe; two patterns are equal when their texts are. Making one costs 0.1
 * to some 20 ms, so keep it; for many patterns at once use {@link PatternIndex}.
 */
public final class EventPattern {

  private final String json;
  private final List<Map<String, List<Patterns>>> rules;

  /**
   * Each combination of {@code $or} alternatives has a name of its own. Under one name for all of
   * them, event-ruler 2.1.0 takes an alternative for one that it has already when they have a value
   * in common: it then matches or not, by the order of a hash set.
   */
  private final GenericMachine<Integer> machine;

  private EventPattern(String json, List<Map<String, List<Patterns>>> rules) {
    this.json = json;
    this.rules = rules;
    this.machine = GenericMachine.<Integer>builder().build();
    for (int i = 0; i < rules.size(); i++) {
      machine.addPatternRule(i, rules.get(i));
    }
  }

  /**
   * A pattern within {@link PatternLimits#EVENTBRIDGE}.
   *
   * @throws InvalidEventPatternException if EventBridge would refuse it
   */
  public static EventPattern of(String json) {
    return of(json, PatternLimits.EVENTBRIDGE);
  }

  /**
   * A pattern within other limits, as for an account with a raised quota.
   *
   * @throws InvalidEventPatternException if EventBridge with these limits would refuse it, or if
   *     anything follows the pattern's last brace
   */
  public static EventPattern of(String json, PatternLimits limits) {
    return new EventPattern(json, PatternCompiler.compile(json, limits));
  }

  /**
   * Whether the pattern takes this event.
   *
   * @param envelope the whole event as EventBridge delivers it, not only its detail
   * @throws IllegalArgumentException if it is not a JSON object
   */
  public boolean matches(JsonNode envelope) {
    return !Matching.of(machine, envelope).isEmpty();
  }

  /**
   * Whether the pattern takes this event. Reads only the members that the pattern names, so it is
   * quicker than parsing first; parse once when the event is needed again.
   *
   * @param envelopeJson the whole event as EventBridge delivers it, not only its detail
   * @throws IllegalArgumentException if it is not a JSON object
   */
  public boolean matches(String envelopeJson) {
    return !Matching.of(machine, envelopeJson).isEmpty();
  }

  /**
   * Whether the pattern takes this event, and if not, which of its fields fails first: as a value
   * and as a sentence. Asks event-ruler for each field alone, so it is much slower than {@link
   * #matches(JsonNode)}, with which it always agrees. For tests and diagnosis.
   *
   * @param envelope the whole event as EventBridge delivers it, not only its detail
   * @throws IllegalArgumentException if it is not a JSON object
   */
  public PatternExplanation explain(JsonNode envelope) {
    return matches(envelope)
        ? new PatternExplanation.Matches()
        : new PatternExplainer(envelope).whyNot(PatternParts.of(json));
  }

  /** What event-ruler made of it: the fields of each combination of alternatives. */
  List<Map<String, List<Patterns>>> rules() {
    return rules;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EventPattern pattern && pattern.json.equals(json);
  }

  @Override
  public int hashCode() {
    return json.hashCode();
  }

  /** The JSON as it was given. */
  @Override
  public String toString() {
    return json;
  }
}
