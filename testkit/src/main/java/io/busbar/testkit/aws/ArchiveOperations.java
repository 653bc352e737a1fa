// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.busbar.core.routing.EventPattern;
import io.busbar.testkit.Archive;
import io.busbar.testkit.Archives;
import io.busbar.testkit.InMemoryOrganization;
import java.util.List;
import java.util.stream.Stream;

/** EventBridge's operations on archives. */
final class ArchiveOperations {
  private final InMemoryOrganization organization;
  private final KeptMembers kept = new KeptMembers("Description", "KmsKeyIdentifier");

  ArchiveOperations(InMemoryOrganization organization) {
    this.organization = organization;
  }

  ObjectNode create(Call call) {
    checkPattern(call.input());
    String bus = Members.text(call.input(), "EventSourceArn");
    return change(archives(call).create(Members.text(call.input(), "ArchiveName"), bus), call);
  }

  ObjectNode update(Call call) {
    checkPattern(call.input());
    return change(archive(call), call);
  }

  ObjectNode describe(Call call) {
    Archive archive = archive(call);
    ObjectNode json = item(archive).put("ArchiveArn", archive.arn());
    archive.pattern().ifPresent(pattern -> json.put("EventPattern", pattern.toString()));
    return kept.addTo(json, archive);
  }

  ObjectNode list(Call call) {
    Input input = call.input();
    checkFilters(input, "ListArchives");
    List<Archive> found =
        archives(call).all().stream()
            .filter(each -> each.name().startsWith(input.text("NamePrefix", "")))
            .filter(each -> input.text("EventSourceArn", each.bus().arn()).equals(each.bus().arn()))
            .filter(each -> input.text("State", "ENABLED").equals("ENABLED"))
            .toList();
    Page<Archive> page =
        Page.of(found, Archive::name, Page.Cursor.of(input), BusOperations.limit(input));
    ObjectNode answer = Json.object();
    ArrayNode items = answer.putArray("Archives");
    page.items().forEach(each -> items.add(item(each)));
    return page.mark(answer);
  }

  ObjectNode delete(Call call) {
    archives(call).delete(Members.text(call.input(), "ArchiveName"));
    return Json.object();
  }

  /** The lists of archives and replays take one filter only. */
  static void checkFilters(Input input, String operation) {
    if (Stream.of("NamePrefix", "EventSourceArn", "State").filter(input::has).count() > 1) {
      throw Faults.validation(
          "At most one filter is allowed for %s. Use either : State, EventSourceArn, or NamePrefix."
              .formatted(operation));
    }
  }

  private ObjectNode change(Archive archive, Call call) {
    Input input = call.input();
    String pattern = input.text("EventPattern");
    if (pattern != null) {
      archive.pattern(pattern);
    }
    Integer days = input.integer("RetentionDays");
    if (days != null) {
      archive.retentionDays(days);
    }
    kept.keep(archive, input);
    ObjectNode answer = Json.object().put("ArchiveArn", archive.arn()).put("State", "ENABLED");
    return Json.time(answer, "CreationTime", archive.createdAt());
  }

  /** Before anything is created or changed. */
  private void checkPattern(Input input) {
    String pattern = input.text("EventPattern");
    if (pattern != null) {
      var valid = EventPattern.of(pattern, organization.limits().patterns());
      assert valid != null;
    }
  }

  private static ObjectNode item(Archive archive) {
    ObjectNode json =
        Json.object()
            .put("ArchiveName", archive.name())
            .put("EventSourceArn", archive.bus().arn())
            .put("State", "ENABLED")
            .put("RetentionDays", archive.retentionDays())
            .put("SizeBytes", archive.sizeBytes())
            .put("EventCount", archive.eventCount());
    return Json.time(json, "CreationTime", archive.createdAt());
  }

  private Archive archive(Call call) {
    return archives(call).require(Members.text(call.input(), "ArchiveName"));
  }

  private Archives archives(Call call) {
    return call.caller().region(organization).archives();
  }
}
