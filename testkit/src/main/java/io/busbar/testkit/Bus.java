// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.busbar.core.publish.EventTransport;
import io.busbar.core.routing.Arn;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** An event bus with its rules. Thread-safe. */
public final class Bus implements Destination {

  private static final Pattern RULE_NAME = Pattern.compile("[.\\-_A-Za-z0-9]{1,64}");

  private final Region region;
  private final String name;
  private final String arn;
  private final Arn address;
  private final BusRules rules;
  private final AccessPolicy policy;

  Bus(Region region, String name) {
    this.region = region;
    this.name = name;
    this.arn = region.arn("events", "event-bus/" + name);
    this.address = Arn.of(arn);
    this.rules = new BusRules(this);
    this.policy = new AccessPolicy(region.account().organization());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String arn() {
    return arn;
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
    return state().locked(after -> rules.get(name));
  }

  public Optional<Rule> findRule(String name) {
    return state().locked(after -> Optional.ofNullable(rules.find(name)));
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
    return state().locked(after -> rules.all());
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
              Rule rule = rules.find(name);
              if (rule != null && !rule.targets().isEmpty()) {
                throw new AwsErrorException(
                    "ValidationException", "Rule can't be deleted since it has targets.");
              }
              if (rule != null) {
                rules.delete(rule);
                region.tags().forget(rule.arn());
              }
            });
  }

  /**
   * Sets the bus's policy, which then alone decides whether other accounts may put events here.
   * Default: none; see {@link InMemoryOrganizationBuilder#enforcePolicies}. An empty text takes it
   * away.
   *
   * @throws io.busbar.core.routing.InvalidPolicyException if IAM would refuse it
   * @throws AwsErrorException {@code PolicyLengthExceededException} for more than 10,240 characters
   */
  public Bus policy(String json) {
    state().change(after -> policy.set(BusStatements.checkLength(json)));
    return this;
  }

  /** The policy, if one was set. */
  public Optional<String> policy() {
    return state().locked(after -> policy.text());
  }

  /** Adds to the policy that these accounts may put events here. */
  public Bus permit(String... accountIds) {
    for (String account : accountIds) {
      addStatement(BusStatements.account(this, account));
    }
    return this;
  }

  /** Adds to the policy that all accounts of the organization may put events here. */
  public Bus permitOrganization() {
    return addStatement(BusStatements.organization(this));
  }

  /**
   * Adds a statement to the policy, in place of one with the same {@code Sid}.
   *
   * @throws io.busbar.core.routing.InvalidPolicyException if IAM would refuse it
   * @throws AwsErrorException {@code PolicyLengthExceededException}
   */
  public Bus addStatement(ObjectNode statement) {
    state()
        .change(
            after -> {
              Optional<String> before = policy.text();
              policy.add(statement);
              if (policy.text().map(String::length).orElse(0) > BusStatements.MAX_LENGTH) {
                policy.set(before.orElse(""));
                throw BusStatements.tooLong();
              }
            });
    return this;
  }

  /**
   * Removes a statement from the policy.
   *
   * @throws AwsErrorException {@code ResourceNotFoundException}
   */
  public Bus removeStatement(String sid) {
    state().change(after -> policy.remove(sid));
    return this;
  }

  /**
   * For this time the bus takes nothing: entries for it are {@code InternalFailure}, and what rules
   * of other buses forward to it is retried.
   */
  public void outage(Duration duration) {
    state().change(after -> organization().engine().outages().begin(arn(), duration));
  }

  /**
   * Sends entries with the rights of the account that owns this bus; see {@link Region#transport}.
   */
  public EventTransport transport() {
    return region.transport();
  }

  /**
   * The archive of this name, created if it does not exist yet: it keeps all events for ever.
   *
   * @throws AwsErrorException {@code ValidationException} for the name
   */
  public Archive archive(String name) {
    return state()
        .locked(
            after ->
                region
                    .archives()
                    .find(name)
                    .orElseGet(() -> region.archives().create(name, arn())));
  }

  /** An event arrives: from a caller, or from another bus. */
  void accept(Envelope event) {
    accept(event, List.of());
  }

  /** An event arrives again; only these rules get it, or all when none are named. */
  void replay(Envelope event, List<String> ruleArns) {
    accept(event, ruleArns);
  }

  /** Patterns are matched without the lock. */
  private void accept(Envelope event, List<String> ruleArns) {
    String json = event.json();
    List<String> matched = rules.matching(event, json);
    state()
        .change(
            after -> {
              region.archives().offer(this, event, json);
              List<BusRules.Version> takers = rules.enabled(matched);
              if (!ruleArns.isEmpty()) {
                takers.removeIf(each -> !ruleArns.contains(each.rule().arn()));
              }
              new Delivery(this, event, json, after).run(takers);
            });
  }

  Arn address() {
    return address;
  }

  AccessPolicy access() {
    return policy;
  }

  BusRules contents() {
    return rules;
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
