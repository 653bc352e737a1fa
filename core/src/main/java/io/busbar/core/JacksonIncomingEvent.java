// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.core.filter.FilteringParserDelegate;
import com.fasterxml.jackson.core.filter.TokenFilter;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.busbar.core.EventCodec.DetailReader;
import io.busbar.core.JacksonEventCodec.JacksonReader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the detail as often as it is asked for, from where its own members begin, so that readers
 * see the sender's members only, unless the type declares a member of a reserved name.
 */
final class JacksonIncomingEvent implements IncomingEvent {
  private final ObjectMapper mapper;
  private final String text;
  private final DetailStart detail;
  private final EventHead head;
  private @Nullable JsonNode envelopeTree;

  JacksonIncomingEvent(ObjectMapper mapper, String text, DetailStart detail, EventHead head) {
    this.mapper = mapper;
    this.text = text;
    this.detail = detail;
    this.head = head;
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
    JacksonReader jackson = (JacksonReader) reader;
    int begin = jackson.declaresReserved() ? detail.offset() + 1 : ownBegin();
    try (JsonParser parser = jackson.declaresReserved() ? wholeDetail() : ownMembers()) {
      return jackson.reader().readValue(parser);
    } catch (IOException | NumberFormatException failed) {
      throw malformed(failed, reader, begin);
    }
  }

  @Override
  public Object detail(DetailReader reader, JsonNode tree) {
    JacksonReader jackson = (JacksonReader) reader;
    try {
      return jackson.reader().readValue(jackson.declaresReserved() ? withReserved(tree) : tree);
    } catch (IOException | NumberFormatException failed) {
      throw malformed(failed, reader, detail.offset() + 1);
    }
  }

  @Override
  public ObjectNode detailTree() {
    try (JsonParser parser = ownMembers()) {
      return mapper.readTree(parser);
    } catch (IOException | NumberFormatException failed) {
      throw notJson(failed, ownBegin());
    }
  }

  @Override
  public JsonNode envelopeTree() {
    JsonNode tree = envelopeTree;
    if (tree == null) {
      try {
        tree = mapper.readTree(text);
      } catch (IOException | NumberFormatException failed) {
        throw notJson(failed, 1);
      }
      envelopeTree = tree;
    }
    return tree;
  }

  private JsonParser wholeDetail() throws IOException {
    return mapper.createParser(new DetailText(text, detail.offset() + 1));
  }

  private JsonParser ownMembers() throws IOException {
    if (detail.scattered()) {
      return new FilteringParserDelegate(
          wholeDetail(), OwnMembers.ONLY, TokenFilter.Inclusion.INCLUDE_ALL_AND_PATH, true);
    }
    return mapper.createParser(new DetailText(text, detail.ownOffset()));
  }

  private int ownBegin() {
    return detail.scattered() ? detail.offset() + 1 : detail.ownOffset();
  }

  /** Upcasters do not see the reserved members; a record that declares one gets it all the same. */
  private JsonNode withReserved(JsonNode upcast) throws IOException {
    ObjectNode complete = upcast.deepCopy();
    try (JsonParser parser = wholeDetail()) {
      ObjectNode whole = mapper.readTree(parser);
      complete.setAll(whole.retain(ReservedMembers.METADATA, ReservedMembers.TRACE_CONTEXT));
    }
    return complete;
  }

  /** Jackson's own text may quote values; this one names the place and the type only. */
  private MalformedEventException malformed(Exception failed, DetailReader reader, int begin) {
    if (!(failed instanceof JsonMappingException mapping)) {
      return notJson(failed, begin);
    }
    if (mapping.getCause() instanceof StreamReadException broken) {
      return notJson(broken, begin);
    }
    int version = head.metadata().schemaVersion();
    return new MalformedEventException(
        String.format(
            "The detail of %s (event %s, schema version %s) does not fit %s%s. "
                + "Correct the sender, make the component Optional, or add an upcaster for the version.",
            head.name(),
            head.id(),
            version == EventMetadata.UNKNOWN_VERSION ? "unknown" : version,
            reader.type().getTypeName(),
            place(mapping)));
  }

  private static String place(JsonMappingException mapping) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference step : mapping.getPath()) {
      if (step.getFieldName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
      }
    }
    return path.isEmpty() ? "" : " at '" + path + "'";
  }

  /**
   * @param begin where in the message the member stands with which the parser had begun, behind a
   *     brace of its own
   */
  private MalformedEventException notJson(Exception failed, int begin) {
    return new MalformedEventException(
        String.format(
            "The detail of %s (event %s) is not well-formed JSON (%s).",
            head.name(), head.id(), place(failed, begin)));
  }

  /** Jackson lets a number through whose exponent no BigDecimal can have, until it is read. */
  private String place(Exception failed, int begin) {
    if (failed instanceof NumberFormatException) {
      return JsonPlace.BEYOND_LIMITS;
    }
    if (failed instanceof JsonProcessingException malformed) {
      return JsonPlace.of(malformed, text, begin - 1);
    }
    throw new IllegalStateException("Reading a text does not fail.", failed);
  }

  /** Leaves the reserved members out, wherever they stand. */
  private static final class OwnMembers extends TokenFilter {
    private static final OwnMembers ONLY = new OwnMembers();

    @Override
    public @Nullable TokenFilter includeProperty(String name) {
      return ReservedMembers.isReserved(name) ? null : INCLUDE_ALL;
    }

    @Override
    public boolean includeEmptyObject(boolean contentsFiltered) {
      return true;
    }
  }
}
