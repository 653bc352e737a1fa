// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import io.busbar.core.publish.EventTransport;
import io.busbar.core.routing.EventPattern;
import io.busbar.core.routing.PatternIndex;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** An event bus with its rules. Thread-safe. */
public final class Bus implements Destination {

  private static final Pattern RULE_NAME = Pattern.compile("[.\\-_A-Za-z0-9]{1,64}");

  private final Region region;
  private final String name;
  private final Map<String, Rule> rules = new TreeMap<>();
  private final PatternIndex<String> patterns = new PatternIndex<>();

  Bus(Region region, String name) {
    this.region = region;
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String arn() {
    return region.arn("events", "event-bus/" + name);
  }

  @Override
  public Region region() {
    return region;
  }

  /**
   * The rule of this name, created if it does not exist yet: enabled, without pattern and targets.
   *
   * @throws AwsErrorException {@code LimitExceededException} if the bus has {@link
   *     OrganizationLimits#rulesPerBus} already
   */
  public Rule rule(String name) {
    checkRuleName(name);
    int max = organization().limits().rulesPerBus();
    return state()
        .locked(
            after -> {
              if (rules.size() >= max && !rules.containsKey(name)) {
                throw tooMany();
              }
              return rules.computeIfAbsent(name, each -> new Rule(this, each));
            });
  }

  public Optional<Rule> findRule(String name) {
    return state().locked(after -> Optional.ofNullable(rules.get(name)));
  }

  /**
   * The rule of this name.
   *
   * @throws AwsErrorException {@code ResourceNotFoundException}
   */
  public Rule requireRule(String name) {
    return findRule(name)
        .orElseThrow(
            () ->
                new AwsErrorException(
                    "ResourceNotFoundException",
                    "Rule " + name + " does not exist on EventBus " + this.name + "."));
  }

  /** All rules, by name. */
  public List<Rule> rules() {
    return state().locked(after -> List.copyOf(rules.values()));
  }

  /**
   * Deletes a rule. One that does not exist is no mistake (DeleteRule API).
   *
   * @throws AwsErrorException {@code ValidationException} while it has targets
   */
  public void deleteRule(String name) {
    state()
        .change(
            after -> {
              Rule rule = rules.get(name);
              if (rule != null && !rule.targets().isEmpty()) {
                throw new AwsErrorException(
                    "ValidationException", "Rule can't be deleted since it has targets.");
              }
              rules.remove(name);
              patterns.remove(name);
            });
  }

  /**
   * For this time the bus takes nothing: entries for it are {@code InternalFailure}, and what rules
   * of other buses forward to it is retried.
   */
  public void outage(Duration duration) {
    state().change(after -> organization().outages().begin(arn(), duration));
  }

  /**
   * Sends entries with the rights of the account that owns this bus; see {@link Region#transport}.
   */
  public EventTransport transport() {
    return region.transport();
  }

  /**
   * An event arrives: from a caller, or from another bus. Patterns are matched without the lock.
   */
  void accept(Envelope event) {
    List<String> matched = patterns.matching(event.node());
    String json = matched.isEmpty() ? "" : event.json();
    state().change(after -> new Delivery(this, event, json, after).run(matched));
  }

  void index(Rule rule, EventPattern pattern) {
    state().change(after -> patterns.put(rule.name(), pattern));
  }

  Optional<EventPattern> patternOf(String rule) {
    return patterns.get(rule);
  }

  InMemoryOrganization organization() {
    return region.account().organization();
  }

  State state() {
    return region.state();
  }

  static AwsErrorException tooMany() {
    return new AwsErrorException(
        "LimitExceededException", "The requested resource exceeds the maximum number allowed.");
  }

  private static void checkRuleName(String name) {
    if (!RULE_NAME.matcher(name).matches()) {
      throw new AwsErrorException(
          "ValidationException",
          "1 validation error detected: Value '%s' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+"
              .formatted(name));
    }
  }

  @Override
  public String toString() {
    return arn();
  }
}
