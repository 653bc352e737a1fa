// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes a detail in one pass: the reserved members by hand, then Jackson writes the record right
 * behind them, and the record's opening brace becomes the comma between. That costs less than any
 * way of telling Jackson about the two members.
 */
final class DetailWriter {
  private final ObjectMapper mapper;
  private final ConcurrentMap<Class<?>, Boolean> checked = new ConcurrentHashMap<>();

  DetailWriter(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  byte[] write(Object detail, @Nullable EventMetadata metadata, @Nullable TraceContext trace) {
    JsonBuffer out = new JsonBuffer();
    ReservedMembersWriter.write(out, metadata, trace);
    int start = out.length();
    try {
      append(out, detail, start > 0);
    } catch (JsonProcessingException failed) {
      throw invalid(
          "The detail of type %s cannot be written as JSON: %s",
          detail.getClass().getName(), failed.getOriginalMessage());
    } catch (IOException impossible) {
      throw new UncheckedIOException("A buffer in memory does not fail.", impossible);
    }
    if (start > 0) {
      join(out, start);
    }
    return out.toByteArray();
  }

  private void append(JsonBuffer out, Object detail, boolean reserved) throws IOException {
    if (detail instanceof byte[] ready) {
      appendReady(out, ready, reserved);
      return;
    }
    if (reserved) {
      checkMembers(detail);
    }
    int start = out.length();
    mapper.writeValue(out, detail);
    if (out.byteAt(start) != '{') {
      throw notAnObject("The detail of type " + detail.getClass().getName());
    }
  }

  /**
   * Finished JSON is read once, without building anything: a broken text must not get as far as an
   * outbox.
   */
  private void appendReady(JsonBuffer out, byte[] ready, boolean reserved) throws IOException {
    int begin = 0;
    try (JsonParser parser = mapper.createParser(ready)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw notAnObject("The detail");
      }
      begin = (int) parser.currentTokenLocation().getByteOffset();
      for (String member = parser.nextFieldName();
          member != null;
          member = parser.nextFieldName()) {
        if (reserved) {
          checkMember(member);
        }
        parser.nextToken();
        parser.skipChildren();
      }
      if (parser.nextToken() != null) {
        throw invalid(
            "The detail is malformed: something follows the JSON object. Publish exactly one object.");
      }
    } catch (JsonProcessingException malformed) {
      throw invalid(
          "The detail is not well-formed JSON: %s (line %d, column %d). Publish a record, or valid JSON in UTF-8.",
          malformed.getOriginalMessage(),
          malformed.getLocation().getLineNr(),
          malformed.getLocation().getColumnNr());
    }
    out.write(ready, begin, ready.length - begin);
  }

  private void checkMembers(Object detail) {
    if (detail instanceof JsonNode tree) {
      tree.fieldNames().forEachRemaining(DetailWriter::checkMember);
    } else if (detail instanceof Map<?, ?> map) {
      map.keySet().forEach(key -> checkMember(String.valueOf(key)));
    } else {
      checked.computeIfAbsent(detail.getClass(), this::checkClass);
    }
  }

  private Boolean checkClass(Class<?> type) {
    JavaType javaType = mapper.constructType(type);
    BeanDescription description = mapper.getSerializationConfig().introspect(javaType);
    description.findProperties().stream()
        .map(BeanPropertyDefinition::getName)
        .forEach(DetailWriter::checkMember);
    return true;
  }

  private static void checkMember(String member) {
    if (ReservedMembers.isReserved(member)) {
      throw invalid(
          "The detail has a member '%s' of its own, which is reserved for the library. Rename it, or publish the event with "
              + "reservedMembers(false), which leaves the detail as it is.",
          member);
    }
  }

  /**
   * Turns the two objects into one: {@code {"_metadata":…}{"orderId":…}} becomes {@code
   * {"_metadata":…,"orderId":…}}.
   */
  private static void join(JsonBuffer out, int start) {
    int next = start + 1;
    while (out.byteAt(next) <= ' ') {
      next++;
    }
    if (out.byteAt(next) == '}') {
      out.truncate(start);
      out.write('}');
    } else {
      out.set(start, ',');
    }
  }

  private static InvalidEventException notAnObject(String what) {
    return invalid(
        "%s is not a JSON object, which EventBridge refuses (Detail is malformed.). Publish a record, a map or an object node.",
        what);
  }

  private static InvalidEventException invalid(String format, Object... values) {
    return new InvalidEventException("MalformedDetail", String.format(format, values));
  }
}
