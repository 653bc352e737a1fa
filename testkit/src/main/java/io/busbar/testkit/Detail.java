// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The detail of an event: one JSON object, and what the trace wants to know of it. It is gone
 * through once; a tree is made only for those who ask for one.
 *
 * @param json without white space between tokens
 * @param id of {@code _metadata}, as {@code service} and {@code causation}; null where it has none
 */
record Detail(
    String json, @Nullable String id, @Nullable String service, @Nullable String causation) {

  /** The detail, or nothing if the text is anything but one JSON object. */
  static Optional<Detail> read(String text) {
    try (JsonParser parser = DetailJson.parser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      Metadata metadata = new Metadata();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        readMember(parser, metadata);
      }
      return parser.nextToken() == null
          ? Optional.of(
              new Detail(
                  DetailJson.compact(text), metadata.id, metadata.service, metadata.causation))
          : Optional.empty();
    } catch (JsonProcessingException malformed) {
      return Optional.empty();
    } catch (IOException unreachable) {
      throw new UncheckedIOException(unreachable);
    }
  }

  /** As a tree, made anew. */
  ObjectNode node() {
    return DetailJson.parse(json).orElseThrow();
  }

  private static void readMember(JsonParser parser, Metadata metadata) throws IOException {
    boolean isMetadata = parser.currentName().equals("_metadata");
    if (parser.nextToken() != JsonToken.START_OBJECT || !isMetadata) {
      parser.skipChildren();
      return;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      metadata.take(name, parser.nextToken(), parser);
      parser.skipChildren();
    }
  }

  private static final class Metadata {
    private @Nullable String id;
    private @Nullable String service;
    private @Nullable String causation;

    void take(String name, JsonToken value, JsonParser parser) throws IOException {
      if (!value.isScalarValue() || value == JsonToken.VALUE_NULL) {
        return;
      }
      switch (name) {
        case "id" -> id = parser.getText();
        case "service" -> service = parser.getText();
        case "causationId" -> causation = parser.getText();
        default -> {}
      }
    }
  }
}
