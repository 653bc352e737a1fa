// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event as EventBridge has it on a bus.
 *
 * @param account of the caller who put it
 * @param region where it was put
 * @param detail as it was parsed
 * @param detailJson as it was sent, without white space between tokens
 * @param replayName of the replay that has brought it here again
 * @param hops the buses that it came from; 0 on the bus where it was put
 */
record Envelope(
    String id,
    String source,
    String detailType,
    String account,
    Instant time,
    String region,
    List<String> resources,
    ObjectNode detail,
    String detailJson,
    @Nullable String traceHeader,
    @Nullable String replayName,
    int hops) {

  Envelope {
    time = time.truncatedTo(ChronoUnit.SECONDS);
  }

  /** The same event on a bus that got it from another bus. */
  Envelope hopped(String newId, int newHops) {
    return copy(newId, replayName, newHops);
  }

  /** The same event, replayed. */
  Envelope replayed(String replay) {
    return copy(id, replay, hops);
  }

  private Envelope copy(String newId, @Nullable String newReplay, int newHops) {
    return new Envelope(
        newId,
        source,
        detailType,
        account,
        time,
        region,
        resources,
        detail,
        detailJson,
        traceHeader,
        newReplay,
        newHops);
  }

  /** What patterns are matched against. */
  ObjectNode node() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("version", "0").put("id", id).put("detail-type", detailType).put("source", source);
    node.put("account", account).put("time", time.toString()).put("region", region);
    if (replayName != null) {
      node.put("replay-name", replayName);
    }
    ArrayNode list = node.putArray("resources");
    resources.forEach(list::add);
    node.set("detail", detail);
    return node;
  }

  /** What targets get, in the order of EventBridge's keys. */
  String json() {
    StringBuilder json = new StringBuilder(256 + detailJson.length()).append("{\"version\":\"0\"");
    member(json, "id", id);
    member(json, "detail-type", detailType);
    member(json, "source", source);
    member(json, "account", account);
    member(json, "time", time.toString());
    member(json, "region", region);
    if (replayName != null) {
      member(json, "replay-name", replayName);
    }
    json.append(",\"resources\":[");
    for (int i = 0; i < resources.size(); i++) {
      json.append(i == 0 ? "" : ",");
      quote(json, resources.get(i));
    }
    return json.append("],\"detail\":").append(detailJson).append('}').toString();
  }

  private static void member(StringBuilder json, String name, String value) {
    json.append(",\"").append(name).append("\":");
    quote(json, value);
  }

  private static void quote(StringBuilder json, String text) {
    json.append('"');
    JsonStringEncoder.getInstance().quoteAsString(text, json);
    json.append('"');
  }
}
