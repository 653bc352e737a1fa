// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.grocery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.busbar.core.OutgoingEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of PutEvents entries, one JSON object a line, in the shape that {@code aws events
 * put-events --entries} takes.
 */
final class EventsFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  private EventsFile() {}

  /** A line of the file: an event, or why it is none. */
  sealed interface Line {
    int number();
  }

  record EventLine(int number, OutgoingEvent event) implements Line {}

  record MalformedLine(int number, String reason) implements Line {}

  /** Reads all lines; empty ones are passed over. */
  static List<Line> read(Path file) throws IOException {
    List<Line> lines = new ArrayList<>();
    int number = 0;
    for (String text : Files.readAllLines(file, StandardCharsets.UTF_8)) {
      number++;
      if (!text.isBlank()) {
        lines.add(line(number, text));
      }
    }
    return lines;
  }

  private static Line line(int number, String text) {
    try {
      return new EventLine(number, event(JSON.readTree(text)));
    } catch (JsonProcessingException notJson) {
      return new MalformedLine(number, "it is not JSON: " + notJson.getOriginalMessage());
    } catch (IllegalArgumentException | DateTimeException wrong) {
      return new MalformedLine(number, String.valueOf(wrong.getMessage()));
    }
  }

  private static OutgoingEvent event(JsonNode entry) {
    if (!entry.isObject()) {
      throw new IllegalArgumentException(
          "it is not a JSON object, but an entry is one: {\"Source\":…,\"DetailType\":…,\"Detail\":…}");
    }
    byte[] detail = required(entry, "Detail").getBytes(StandardCharsets.UTF_8);
    var event =
        OutgoingEvent.builder(required(entry, "Source"), required(entry, "DetailType"), detail)
            .reservedMembers(false);
    if (entry.hasNonNull("EventBusName")) {
      event.bus(required(entry, "EventBusName"));
    }
    if (entry.hasNonNull("Time")) {
      event.time(time(entry.get("Time")));
    }
    if (entry.hasNonNull("Resources")) {
      event.resources(texts(entry.get("Resources")));
    }
    return event.build();
  }

  private static String required(JsonNode entry, String member) {
    JsonNode value = entry.path(member);
    if (!value.isTextual()) {
      throw new IllegalArgumentException(
          String.format(
              "its %s is %s, but must be a string",
              member,
              value.isMissingNode()
                  ? "missing"
                  : value.getNodeType().name().toLowerCase(java.util.Locale.ROOT)));
    }
    return value.textValue();
  }

  private static Instant time(JsonNode time) {
    return time.isNumber() ? Instant.ofEpochSecond(time.longValue()) : Instant.parse(time.asText());
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(each -> texts.add(each.asText()));
    return texts;
  }
}
