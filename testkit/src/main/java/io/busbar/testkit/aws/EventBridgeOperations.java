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
    ArchiveOperations archives = new ArchiveOperations(organization);
    ReplayOperations replays = new ReplayOperations(organization);
    TagOperations tags = new TagOperations(organization);
    EventOperations events = new EventOperations(organization);
    return ServiceTable.json11("AWSEvents")
        .checkedBy(ServiceModel.load("events.model"))
        .on("PutEvents", events::put)
        .on("TestEventPattern", events::testPattern)
        .on("CreateEventBus", buses::create)
        .on("DescribeEventBus", buses::describe)
        .on("ListEventBuses", buses::list)
        .on("UpdateEventBus", buses::update)
        .on("DeleteEventBus", buses::delete)
        .on("PutPermission", permissions::put)
        .on("RemovePermission", permissions::remove)
        .on("PutRule", rules::put)
        .on("DescribeRule", rules::describe)
        .on("ListRules", rules::list)
        .on("ListRuleNamesByTarget", rules::listNamesByTarget)
        .on("DeleteRule", rules::delete)
        .on("EnableRule", rules::enable)
        .on("DisableRule", rules::disable)
        .on("PutTargets", targets::put)
        .on("RemoveTargets", targets::remove)
        .on("ListTargetsByRule", targets::list)
        .on("CreateArchive", archives::create)
        .on("UpdateArchive", archives::update)
        .on("DescribeArchive", archives::describe)
        .on("ListArchives", archives::list)
        .on("DeleteArchive", archives::delete)
        .on("StartReplay", replays::start)
        .on("CancelReplay", replays::cancel)
        .on("DescribeReplay", replays::describe)
        .on("ListReplays", replays::list)
        .on("TagResource", tags::tag)
        .on("UntagResource", tags::untag)
        .on("ListTagsForResource", tags::list);
  }
}
