// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import com.fasterxml.jackson.core.JsonProcessingException;
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
  /** Stands in a text where bytes were none. */
  private static final char REPLACEMENT = '\uFFFD';

  private final ObjectMapper mapper;
  private final JsonBuffers buffers = new JsonBuffers();
  private final ReservedMembersWriter reservedMembers = new ReservedMembersWriter();
  private final ConcurrentMap<Class<?>, Boolean> checked = new ConcurrentHashMap<>();

  DetailWriter(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  EncodedDetail write(
      Object detail, @Nullable EventMetadata metadata, @Nullable TraceContext trace) {
    JsonBuffer out = buffers.borrow();
    reservedMembers.write(out, metadata, trace);
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
    EncodedDetail encoded = encoded(out);
    buffers.giveBack(out);
    return encoded;
  }

  /** Finished JSON may hold bytes that Jackson's parser lets pass and that are no text. */
  private static EncodedDetail encoded(JsonBuffer out) {
    String json = out.text();
    if (json.indexOf(REPLACEMENT) >= 0 && !out.holds(json)) {
      throw ReadyDetail.notUtf8();
    }
    return EncodedDetail.of(json, out.length());
  }

  private void append(JsonBuffer out, Object detail, boolean reserved) throws IOException {
    if (detail instanceof byte[] ready) {
      ReadyDetail.append(out, ready, reserved);
      return;
    }
    if (detail instanceof EncodedDetail finished) {
      ReadyDetail.splice(out, finished, reserved);
      return;
    }
    if (reserved) {
      checkMembers(detail);
    }
    int start = out.length();
    mapper.writeValue(out, detail);
    if (!out.startsObjectAt(start)) {
      throw notAnObject("The detail of type " + detail.getClass().getName());
    }
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

  static void checkMember(String member) {
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
    if (out.endsObjectAt(start + 1)) {
      out.replaceFrom(start, '}');
    } else {
      out.set(start, ',');
    }
  }

  static InvalidEventException notAnObject(String what) {
    return invalid(
        "%s is not a JSON object, which EventBridge refuses (Detail is malformed.). Publish a record, a map, an object node, or such JSON as byte[].",
        what);
  }

  static InvalidEventException invalid(String format, Object... values) {
    return new InvalidEventException("MalformedDetail", String.format(format, values));
  }
}
