// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import io.busbar.core.TimeSource;
import io.busbar.core.routing.HopRules;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Collects what is different from the defaults. Made by {@link InMemoryOrganization#builder}. Not
 * thread-safe.
 */
public final class InMemoryOrganizationBuilder {
  private static final Pattern ORGANIZATION = Pattern.compile("o-[a-z0-9]{10,32}");

  TimeSource time = TimeSource.system();
  @Nullable Long seed;
  String region = InMemoryOrganization.DEFAULT_REGION;
  OrganizationLimits limits = OrganizationLimits.DEFAULT;
  String organizationId = InMemoryOrganization.DEFAULT_ORGANIZATION;
  boolean enforcePolicies;
  HopRules hops = HopRules.EVENTBRIDGE;
  Duration ruleChangeDelay = Duration.ZERO;
  int journalCapacity = 10_000;

  InMemoryOrganizationBuilder() {}

  /** Default: the machine's clock. */
  public InMemoryOrganizationBuilder time(TimeSource time) {
    this.time = time;
    return this;
  }

  /**
   * The source of all ids and of every other chance. Default: drawn at random; see {@link
   * InMemoryOrganization#seed}.
   */
  public InMemoryOrganizationBuilder seed(long seed) {
    this.seed = seed;
    return this;
  }

  /** The Region of the short cuts. Default: {@value InMemoryOrganization#DEFAULT_REGION}. */
  public InMemoryOrganizationBuilder region(String region) {
    this.region = region;
    return this;
  }

  /** Default: {@link OrganizationLimits#DEFAULT}. */
  public InMemoryOrganizationBuilder limits(OrganizationLimits limits) {
    this.limits = limits;
    return this;
  }

  /** Default: {@value InMemoryOrganization#DEFAULT_ORGANIZATION}. */
  public InMemoryOrganizationBuilder organizationId(String id) {
    if (!ORGANIZATION.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "An organization's id is 'o-' and 10 to 32 small letters and digits, but was '%s'."
              .formatted(id));
    }
    this.organizationId = id;
    return this;
  }

  /**
   * Whether a bus or queue without a policy refuses what AWS would refuse: events of other
   * accounts, deliveries of EventBridge, targets in other accounts without a role. {@link Rule#to},
   * {@link Rule#deadLetter} and {@link Account#publisher} then grant what a deployed template
   * grants; {@link Rule#target}, {@link Region#putEvents} and AWS clients do not. Default: false;
   * then only policies that are set are evaluated, and those always are.
   */
  public InMemoryOrganizationBuilder enforcePolicies(boolean enforcePolicies) {
    this.enforcePolicies = enforcePolicies;
    return this;
  }

  /** Whether PutEvents to another account's bus is a hop. Default: {@link HopRules#EVENTBRIDGE}. */
  public InMemoryOrganizationBuilder hops(HopRules hops) {
    this.hops = hops;
    return this;
  }

  /**
   * How long new, changed and deleted rules and targets take to have an effect: "a short time" in
   * AWS (PutRule API), in which events are still treated as before. Default: none.
   */
  public InMemoryOrganizationBuilder ruleChangeDelay(Duration delay) {
    if (delay.isNegative()) {
      throw new IllegalArgumentException(
          "A rule's change cannot take effect '%s' before it is made. Give a delay of zero or more."
              .formatted(delay.negated()));
    }
    this.ruleChangeDelay = delay;
    return this;
  }

  /** How many steps the journal keeps; older ones are forgotten. Default: 10,000. */
  public InMemoryOrganizationBuilder journalCapacity(int steps) {
    if (steps < 1) {
      throw new IllegalArgumentException(
          "The journal must keep at least one step, but was told to keep '%d'.".formatted(steps));
    }
    this.journalCapacity = steps;
    return this;
  }

  /** Makes an organization without accounts, buses and queues; they come to be when asked for. */
  public InMemoryOrganization build() {
    return new InMemoryOrganization(this);
  }
}
