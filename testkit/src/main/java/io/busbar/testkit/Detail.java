// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.busbar.core.routing.EventPicker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The detail of an event: one JSON object, and what the trace and the bus want to know of it. It is
 * gone through once; a tree of all is made only for those who ask for one.
 *
 * @param json without white space between tokens
 * @param id of {@code _metadata}, as {@code service} and {@code causation}; null where it has none
 * @param picked what the patterns of its bus ask for; null if that is not known
 */
record Detail(
    String json,
    @Nullable String id,
    @Nullable String service,
    @Nullable String causation,
    @Nullable Picked picked) {

  private static final Set<String> METADATA = Set.of("_metadata", "id", "service", "causationId");
  private static final EventPicker METADATA_ONLY = EventPicker.of(METADATA);

  /** The detail, or nothing if the text is anything but one JSON object. */
  static Optional<Detail> read(String text) {
    return read(text, METADATA_ONLY);
  }

  /** Takes what these patterns ask for, and what the trace wants to know. */
  static EventPicker picker(EventPicker patterns) {
    return patterns.and(METADATA);
  }

  /**
   * As {@link #read(String)}, on the way to a bus.
   *
   * @param picker of {@link #picker}
   */
  static Optional<Detail> read(String text, EventPicker picker) {
    try (JsonParser parser = DetailJson.parser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      ObjectNode picked = picker.pick(parser);
      if (picked == null) {
        return DetailJson.parse(text).map(tree -> of(text, tree, null));
      }
      return parser.nextToken() == null
          ? Optional.of(of(text, picked, new Picked(picked, picker)))
          : Optional.empty();
    } catch (JsonProcessingException malformed) {
      return Optional.empty();
    } catch (IOException unreachable) {
      throw new UncheckedIOException(unreachable);
    }
  }

  private static Detail of(String text, ObjectNode tree, @Nullable Picked picked) {
    JsonNode metadata = tree.path("_metadata");
    return new Detail(
        DetailJson.compact(text),
        scalar(metadata.get("id")),
        scalar(metadata.get("service")),
        scalar(metadata.get("causationId")),
        picked);
  }

  private static @Nullable String scalar(@Nullable JsonNode value) {
    return value == null || value.isNull() || value.isContainerNode() ? null : value.asText();
  }

  /** As a tree, made anew. */
  ObjectNode node() {
    return DetailJson.parse(json).orElseThrow();
  }

  /**
   * @param members of the detail
   */
  record Picked(ObjectNode members, EventPicker by) {}
}
