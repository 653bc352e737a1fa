// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import io.busbar.core.ServiceLimits;
import io.busbar.core.routing.PatternLimits;

/**
 * The quotas of every account, which AWS raises on request.
 *
 * @param putEvents what one PutEvents request takes
 * @param patterns what an event pattern may be like
 * @param rulesPerBus 300 in most Regions (EventBridge quotas)
 * @param wildcardRulesPerBus 30 rules whose pattern has a wildcard (EventBridge quotas)
 * @param targetsPerRule 5 (EventBridge quotas)
 */
public record OrganizationLimits(
    ServiceLimits putEvents,
    PatternLimits patterns,
    int rulesPerBus,
    int wildcardRulesPerBus,
    int targetsPerRule) {

  /** What a new account has. */
  public static final OrganizationLimits DEFAULT =
      new OrganizationLimits(ServiceLimits.EVENTBRIDGE, PatternLimits.EVENTBRIDGE, 300, 30, 5);

  /** These limits with a raised quota "Rules". */
  public OrganizationLimits withRulesPerBus(int rules) {
    return new OrganizationLimits(putEvents, patterns, rules, wildcardRulesPerBus, targetsPerRule);
  }
}
