// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.busbar.testkit.Archives;
import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.Replay;
import io.busbar.testkit.ReplayRequest;
import java.time.Instant;
import java.util.List;

/** EventBridge's operations on replays. */
final class ReplayOperations {
  private final InMemoryOrganization organization;
  private final KeptMembers kept = new KeptMembers("Description");

  ReplayOperations(InMemoryOrganization organization) {
    this.organization = organization;
  }

  ObjectNode start(Call call) {
    Input input = call.input();
    Input destination = input.object("Destination");
    ReplayRequest request =
        new ReplayRequest(
            Members.text(input, "ReplayName"),
            Members.text(input, "EventSourceArn"),
            destination == null ? "" : Members.text(destination, "Arn"),
            time(input, "EventStartTime"),
            time(input, "EventEndTime"),
            destination == null ? List.of() : destination.texts("FilterArns"));
    Replay replay = archives(call).start(request);
    kept.keep(replay, input);
    ObjectNode answer =
        Json.object().put("ReplayArn", replay.arn()).put("State", replay.status().name());
    return Json.time(answer, "ReplayStartTime", replay.startedAt());
  }

  ObjectNode cancel(Call call) {
    Replay replay = replay(call);
    replay.cancel();
    return Json.object().put("ReplayArn", replay.arn()).put("State", "CANCELLING");
  }

  ObjectNode describe(Call call) {
    Replay replay = replay(call);
    ObjectNode json = item(replay).put("ReplayArn", replay.arn());
    ObjectNode destination = json.putObject("Destination");
    destination.put("Arn", replay.request().destinationArn());
    if (!replay.request().ruleArns().isEmpty()) {
      replay.request().ruleArns().forEach(destination.putArray("FilterArns")::add);
    }
    return kept.addTo(json, replay);
  }

  ObjectNode list(Call call) {
    Input input = call.input();
    ArchiveOperations.checkFilters(input, "ListReplays");
    List<Replay> found =
        archives(call).replays().stream()
            .filter(each -> each.name().startsWith(input.text("NamePrefix", "")))
            .filter(each -> isSame(input, "EventSourceArn", each.request().archiveArn()))
            .filter(each -> isSame(input, "State", each.status().name()))
            .toList();
    Page<Replay> page =
        Page.of(found, Replay::name, Page.Cursor.of(input), BusOperations.limit(input));
    ObjectNode answer = Json.object();
    ArrayNode items = answer.putArray("Replays");
    page.items().forEach(each -> items.add(item(each)));
    return page.mark(answer);
  }

  private static boolean isSame(Input input, String member, String value) {
    return input.text(member, value).equals(value);
  }

  private static ObjectNode item(Replay replay) {
    ObjectNode json =
        Json.object()
            .put("ReplayName", replay.name())
            .put("EventSourceArn", replay.request().archiveArn())
            .put("State", replay.status().name());
    Json.time(json, "EventStartTime", replay.request().from());
    Json.time(json, "EventEndTime", replay.request().to());
    Json.time(json, "ReplayStartTime", replay.startedAt());
    replay.lastReplayed().ifPresent(time -> Json.time(json, "EventLastReplayedTime", time));
    replay.endedAt().ifPresent(time -> Json.time(json, "ReplayEndTime", time));
    return json;
  }

  private static Instant time(Input input, String member) {
    Instant time = input.time(member);
    return time == null ? Instant.EPOCH : time; // The model has refused a missing one.
  }

  private Replay replay(Call call) {
    return archives(call).requireReplay(Members.text(call.input(), "ReplayName"));
  }

  private Archives archives(Call call) {
    return call.caller().region(organization).archives();
  }
}
