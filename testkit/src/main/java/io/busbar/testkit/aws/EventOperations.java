// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.busbar.core.publish.EntryResult;
import io.busbar.core.routing.EventPattern;
import io.busbar.testkit.AwsErrorException;
import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.PutEventsEntry;
import java.util.List;

/** EventBridge's operations on events. */
final class EventOperations {
  /** TestEventPattern API: the event must have all of them. */
  private static final List<String> ENVELOPE =
      List.of("id", "account", "source", "time", "region", "detail-type");

  private final InMemoryOrganization organization;

  EventOperations(InMemoryOrganization organization) {
    this.organization = organization;
  }

  ObjectNode put(Call call) {
    List<PutEventsEntry> entries =
        call.input().objects("Entries").stream().map(EventOperations::entry).toList();
    List<EntryResult> results = call.caller().region(organization).putEvents(entries);
    ObjectNode answer = Json.object();
    answer.put(
        "FailedEntryCount", results.stream().filter(EntryResult.Refused.class::isInstance).count());
    ArrayNode items = answer.putArray("Entries");
    results.forEach(result -> items.add(json(result)));
    return answer;
  }

  ObjectNode testPattern(Call call) {
    EventPattern pattern =
        EventPattern.of(
            Members.text(call.input(), "EventPattern"), organization.limits().patterns());
    return Json.object()
        .put("Result", pattern.matches(envelope(Members.text(call.input(), "Event"))));
  }

  private static PutEventsEntry entry(Input input) {
    return new PutEventsEntry(
        input.text("Source"),
        input.text("DetailType"),
        input.text("Detail"),
        input.texts("Resources"),
        input.time("Time"),
        input.text("EventBusName"),
        input.text("TraceHeader"));
  }

  private static ObjectNode json(EntryResult result) {
    if (result instanceof EntryResult.Accepted accepted) {
      return Json.object().put("EventId", accepted.busEventId());
    }
    if (result instanceof EntryResult.Refused refused) {
      return Json.object().put("ErrorCode", refused.code()).put("ErrorMessage", refused.message());
    }
    throw new IllegalStateException("An in-memory bus always knows what became of an entry.");
  }

  private static JsonNode envelope(String event) {
    JsonNode json = Json.read(event, EventOperations::notValid);
    if (!json.isObject() || !ENVELOPE.stream().allMatch(json::has)) {
      throw notValid();
    }
    return json;
  }

  private static AwsErrorException notValid() {
    return Faults.validation("Parameter Event is not valid.");
  }
}
