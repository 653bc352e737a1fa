// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.busbar.core.EventCodec.DetailReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The first reader of the detail continues on the parser that has read the head; later ones begin
 * at the detail's offset.
 */
final class JacksonIncomingEvent implements IncomingEvent {
  private final ObjectMapper mapper;
  private final String text;
  private final int detailOffset;
  private final EventHead head;
  private @Nullable JsonParser inPlace;

  JacksonIncomingEvent(
      ObjectMapper mapper,
      String text,
      int detailOffset,
      EventHead head,
      @Nullable JsonParser inPlace) {
    this.mapper = mapper;
    this.text = text;
    this.detailOffset = detailOffset;
    this.head = head;
    this.inPlace = inPlace;
  }

  static JsonParser parserAt(ObjectMapper mapper, String text, int offset) throws IOException {
    StringReader reader = new StringReader(text);
    reader.skip(offset);
    return mapper.createParser(reader);
  }

  @Override
  public EventHead head() {
    return head;
  }

  @Override
  public String text() {
    return text;
  }

  @Override
  public Object detail(DetailReader reader) {
    try (JsonParser parser = takeParser()) {
      return ((JacksonEventCodec.JacksonReader) reader).reader().readValue(parser);
    } catch (IOException failed) {
      throw malformed(failed, reader);
    }
  }

  @Override
  public Object detail(DetailReader reader, JsonNode tree) {
    try {
      return ((JacksonEventCodec.JacksonReader) reader).reader().readValue(tree);
    } catch (IOException failed) {
      throw malformed(failed, reader);
    }
  }

  @Override
  public ObjectNode detailTree() {
    try (JsonParser parser = takeParser()) {
      ObjectNode tree = mapper.readTree(parser);
      tree.remove(ReservedMembers.METADATA);
      tree.remove(ReservedMembers.TRACE_CONTEXT);
      return tree;
    } catch (IOException failed) {
      throw notJson(failed);
    }
  }

  @Override
  public JsonNode envelopeTree() {
    try {
      return mapper.readTree(text);
    } catch (IOException failed) {
      throw notJson(failed);
    }
  }

  private JsonParser takeParser() throws IOException {
    JsonParser first = inPlace;
    inPlace = null;
    return first == null ? parserAt(mapper, text, detailOffset) : new DetailParser(first);
  }

  /** Jackson's own text may quote values; this one names the place and the type only. */
  private MalformedEventException malformed(IOException failed, DetailReader reader) {
    if (!(failed instanceof JsonMappingException mapping)) {
      return notJson(failed);
    }
    String path =
        mapping.getPath().stream()
            .map(
                step ->
                    step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
            .collect(Collectors.joining("."));
    return new MalformedEventException(
        String.format(
            "The detail of %s (event %s, schema version %s) does not fit %s at '%s'. "
                + "Correct the sender, make the component Optional, or add an upcaster for the version.",
            head.name(),
            head.id(),
            head.metadata().schemaVersion() == EventMetadata.UNKNOWN_VERSION
                ? "unknown"
                : head.metadata().schemaVersion(),
            reader.type().getTypeName(),
            path));
  }

  private MalformedEventException notJson(IOException failed) {
    if (failed instanceof JsonProcessingException malformed) {
      return new MalformedEventException(
          String.format(
              "The detail of %s (event %s) is not well-formed JSON (line %d, column %d).",
              head.name(),
              head.id(),
              malformed.getLocation().getLineNr(),
              malformed.getLocation().getColumnNr()));
    }
    throw new UncheckedIOException("Reading a text does not fail.", failed);
  }
}
