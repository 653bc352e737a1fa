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
 * @param replayName of the replay that has brought it here again
 * @param hops the buses that it came from; 0 on the bus where it was put
 * @param traced what the trace calls it
 */
record Envelope(
    String id,
    String source,
    String detailType,
    String account,
    Instant time,
    String region,
    List<String> resources,
    Detail detail,
    @Nullable String traceHeader,
    @Nullable String replayName,
    int hops,
    TracedEvent traced) {

  /** Of the time that was written last: most events come in the same second as one before. */
  private static volatile Second lastSecond = new Second(0, Instant.EPOCH.toString());

  Envelope {
    time = time.truncatedTo(ChronoUnit.SECONDS);
  }

  Envelope(
      String id,
      String source,
      String detailType,
      String account,
      Instant time,
      String region,
      List<String> resources,
      Detail detail,
      @Nullable String traceHeader,
      @Nullable String replayName,
      int hops) {
    this(
        id,
        source,
        detailType,
        account,
        time,
        region,
        resources,
        detail,
        traceHeader,
        replayName,
        hops,
        TracedEvent.of(id, source, detailType, detail));
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
        traceHeader,
        newReplay,
        newHops);
  }

  /** As a tree. */
  ObjectNode node() {
    return picked(detail.node());
  }

  /** What patterns are matched against, where these members of the detail are enough. */
  ObjectNode picked(ObjectNode members) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("version", "0").put("id", id).put("detail-type", detailType).put("source", source);
    node.put("account", account).put("time", timeText()).put("region", region);
    if (replayName != null) {
      node.put("replay-name", replayName);
    }
    ArrayNode list = node.putArray("resources");
    resources.forEach(list::add);
    node.set("detail", members);
    return node;
  }

  /** What targets get, in the order of EventBridge's keys. */
  String json() {
    StringBuilder json =
        new StringBuilder(256 + detail.json().length()).append("{\"version\":\"0\"");
    json.append(",\"id\":\"").append(id).append("\",\"detail-type\":");
    quote(json, detailType);
    json.append(",\"source\":");
    quote(json, source);
    json.append(",\"account\":\"").append(account);
    json.append("\",\"time\":\"").append(timeText());
    json.append("\",\"region\":");
    quote(json, region);
    if (replayName != null) {
      json.append(",\"replay-name\":\"").append(replayName).append('"');
    }
    json.append(",\"resources\":[");
    for (int i = 0; i < resources.size(); i++) {
      json.append(i == 0 ? "" : ",");
      quote(json, resources.get(i));
    }
    return json.append("],\"detail\":").append(detail.json()).append('}').toString();
  }

  private String timeText() {
    Second second = lastSecond;
    if (second.epoch != time.getEpochSecond()) {
      second = new Second(time.getEpochSecond(), time.toString());
      lastSecond = second;
    }
    return second.text;
  }

  private static void quote(StringBuilder json, String text) {
    json.append('"');
    JsonStringEncoder.getInstance().quoteAsString(text, json);
    json.append('"');
  }

  private record Second(long epoch, String text) {}
}
