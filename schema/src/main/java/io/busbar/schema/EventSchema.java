// SPDX-License-Identifier: Apache-2.0
package io.busbar.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.busbar.core.EventName;
import io.busbar.schema.shape.Shape;
import io.busbar.schema.shape.ShapeReader;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;

/**
 * The JSON Schema (draft 2020-12) of one version of an event's detail: what its sender may write.
 * The reserved members of the wire format are in it as optional objects, so that any validator can
 * judge a detail as it arrives. Thread-safe as long as nobody changes the document.
 */
public record EventSchema(EventName name, int version, ObjectNode document) {

  /** The schema in a document that says which event it is for. */
  public static EventSchema of(ObjectNode document) {
    JsonNode event = document.path(Keywords.EVENT);
    if (!event.path("source").isTextual() || !event.path("version").isInt()) {
      throw new IllegalArgumentException(
          "The schema '%s' does not say which event it is for. Add \"%s\": {\"source\": …, \"detailType\": …, \"version\": …} to it."
              .formatted(document.path("title").asText("without a title"), Keywords.EVENT));
    }
    return new EventSchema(
        new EventName(event.get("source").textValue(), event.path("detailType").asText()),
        event.get("version").intValue(),
        document);
  }

  /**
   * As {@link #of(ObjectNode)}, from text.
   *
   * @throws IllegalArgumentException if it is no JSON object, or does not say its event
   */
  public static EventSchema parse(String json) {
    try {
      if (Json.READER.readTree(json) instanceof ObjectNode document) {
        return of(document);
      }
    } catch (JsonProcessingException noJson) {
      throw new IllegalArgumentException(
          "The schema is not JSON: " + noJson.getOriginalMessage(), noJson);
    }
    throw new IllegalArgumentException("The schema is not a JSON object. Write one as in '{…}'.");
  }

  /** What the document allows, for programs. */
  public Shape shape() {
    return ShapeReader.read(document);
  }

  /** The document as it stands in the registry: indented, with a line feed at its end. */
  public String text() {
    return Json.pretty(document);
  }

  /** The same as long as the document allows the same, in whatever order and layout. */
  public String fingerprint() {
    ObjectNode rules = document.deepCopy();
    rules.remove(Keywords.SUPERSEDED);
    return Json.fingerprint(rules);
  }

  /** The last day on which events of this version were sent; empty while they still are. */
  public Optional<LocalDate> superseded() {
    return Optional.ofNullable(document.path(Keywords.SUPERSEDED).textValue())
        .map(LocalDate::parse);
  }

  /** The name of the event in paths of files, as in {@code order-placed}. */
  public static String slug(EventName name) {
    return name.detailType().toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}.]+", "-");
  }

  @Override
  public String toString() {
    return name + " version " + version;
  }
}
