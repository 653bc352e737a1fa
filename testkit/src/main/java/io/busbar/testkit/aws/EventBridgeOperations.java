// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import io.busbar.testkit.InMemoryOrganization;

/** The operations of EventBridge (the {@code events} API) that are served. */
final class EventBridgeOperations {
  private EventBridgeOperations() {}

  static ServiceTable of(InMemoryOrganization organization) {
    BusOperations buses = new BusOperations(organization);
    PermissionOperations permissions = new PermissionOperations(organization);
    RuleOperations rules = new RuleOperations(organization);
    TargetOperations targets = new TargetOperations(organization);
    EventOperations events = new EventOperations(organization);
    return ServiceTable.json11("AWSEvents")
        .on("PutEvents", events::put)
        .on("TestEventPattern", events::testPattern)
        .on("CreateEventBus", buses::create)
        .on("DescribeEventBus", buses::describe)
        .on("ListEventBuses", buses::list)
        .on("DeleteEventBus", buses::delete)
        .on("PutPermission", permissions::put)
        .on("RemovePermission", permissions::remove)
        .on("PutRule", rules::put)
        .on("DescribeRule", rules::describe)
        .on("ListRules", rules::list)
        .on("DeleteRule", rules::delete)
        .on("EnableRule", rules::enable)
        .on("DisableRule", rules::disable)
        .on("PutTargets", targets::put)
        .on("RemoveTargets", targets::remove)
        .on("ListTargetsByRule", targets::list);
  }
}
