// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * Finished JSON as a caller hands it over. It is read once, without building anything: a broken
 * text must not get as far as an outbox.
 */
final class ReadyDetail {

  /** Takes what the JSON standard allows, whatever the application's mapper is told to take. */
  private static final JsonFactory STRICT = new JsonFactory();

  private ReadyDetail() {}

  /** Appends the object without what stands around it. */
  static void append(JsonBuffer out, byte[] ready, boolean reserved) throws IOException {
    requireUtf8(ready);
    try (JsonParser parser = STRICT.createParser(ready)) {
      check(parser, reserved);
    } catch (JsonProcessingException malformed) {
      throw DetailWriter.invalid(
          "The detail is not well-formed JSON: %s (line %d, column %d). Publish a record, or valid JSON in UTF-8.",
          malformed.getOriginalMessage(),
          malformed.getLocation().getLineNr(),
          malformed.getLocation().getColumnNr());
    }
    int begin = indexOf(ready, (byte) '{', 0, 1);
    int end = indexOf(ready, (byte) '}', ready.length - 1, -1) + 1;
    out.write(ready, begin, end - begin);
  }

  /**
   * Appends an object that its maker vouches for. It is searched for the reserved names, and read
   * only when one of them may stand there.
   */
  static void splice(JsonBuffer out, EncodedDetail finished, boolean reserved) throws IOException {
    String json = finished.json();
    boolean isObject = json.startsWith("{") && json.endsWith("}");
    if (!isObject || (reserved && mayHoldReserved(json))) {
      append(out, finished.utf8(), reserved);
      return;
    }
    out.write(finished.utf8());
  }

  private static boolean mayHoldReserved(String json) {
    return json.contains(ReservedMembers.METADATA)
        || json.contains(ReservedMembers.TRACE_CONTEXT)
        || json.contains("\\u");
  }

  /** JSON never holds a zero byte; in another encoding than UTF-8 one stands beside the brace. */
  private static void requireUtf8(byte[] ready) {
    if (ready.length > 1 && (ready[0] == 0 || ready[1] == 0)) {
      throw notUtf8();
    }
  }

  static InvalidEventException notUtf8() {
    return DetailWriter.invalid("The detail is not in UTF-8. Encode the JSON in UTF-8.");
  }

  private static void check(JsonParser parser, boolean reserved) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw DetailWriter.notAnObject("The detail");
    }
    for (String member = parser.nextFieldName(); member != null; member = parser.nextFieldName()) {
      if (reserved) {
        DetailWriter.checkMember(member);
      }
      parser.nextToken();
      parser.skipChildren();
    }
    if (parser.nextToken() != null) {
      throw DetailWriter.invalid(
          "The detail is malformed: something follows the JSON object. Publish exactly one object.");
    }
  }

  private static int indexOf(byte[] bytes, byte wanted, int from, int step) {
    int index = from;
    while (bytes[index] != wanted) {
      index += step;
    }
    return index;
  }
}
