// SPDX-License-Identifier: Apache-2.0
package io.busbar.spring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.busbar.core.EventCodec.DetailReader;
import io.busbar.core.EventHead;
import io.busbar.core.IncomingEvent;
import io.busbar.core.MalformedEventException;
import io.busbar.spring.Jackson3EventCodec.Jackson3Reader;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.json.JsonMapper;

/** Core's event, whose detail the application's mapper reads where it stands in the envelope. */
final class Jackson3IncomingEvent implements IncomingEvent {
  private final JsonMapper mapper;
  private final IncomingEvent core;

  Jackson3IncomingEvent(JsonMapper mapper, IncomingEvent core) {
    this.mapper = mapper;
    this.core = core;
  }

  @Override
  public EventHead head() {
    return core.head();
  }

  @Override
  public Object detail(DetailReader reader) {
    if (!(reader instanceof Jackson3Reader own)) {
      return core.detail(reader);
    }
    try (JsonParser parser = mapper.createParser(core.text())) {
      parser.nextToken();
      for (String name = parser.nextName(); name != null; name = parser.nextName()) {
        parser.nextToken();
        if (name.equals("detail")) {
          return own.reader().readValue(parser);
        }
        parser.skipChildren();
      }
    } catch (JacksonException failed) {
      throw malformed(failed, reader);
    }
    throw new IllegalStateException("Core has read an envelope without a detail.");
  }

  @Override
  public Object detail(DetailReader reader, JsonNode tree) {
    if (!(reader instanceof Jackson3Reader own)) {
      return core.detail(reader, tree);
    }
    try {
      return own.reader().readValue(tree.toString());
    } catch (JacksonException failed) {
      throw malformed(failed, reader);
    }
  }

  @Override
  public ObjectNode detailTree() {
    return core.detailTree();
  }

  @Override
  public JsonNode envelopeTree() {
    return core.envelopeTree();
  }

  @Override
  public String text() {
    return core.text();
  }

  /** Jackson's own text may quote values; this one names the place and the type only. */
  private MalformedEventException malformed(JacksonException failed, DetailReader reader) {
    if (!(failed instanceof DatabindException)) {
      return new MalformedEventException(
          "The detail of %s (event %s) is not well-formed JSON."
              .formatted(core.head().name(), core.head().id()));
    }
    return new MalformedEventException(
        "The detail of %s (event %s) does not fit %s at '%s'. Correct the sender, make the component Optional, or add an upcaster for the version."
            .formatted(
                core.head().name(), core.head().id(), reader.type().getTypeName(), path(failed)));
  }

  private static String path(JacksonException failed) {
    StringBuilder path = new StringBuilder();
    for (JacksonException.Reference step : failed.getPath()) {
      if (step.getPropertyName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
      }
    }
    return path.toString();
  }
}
