// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;

/** Where a text stops being JSON that can be read, without a word of the text itself. */
final class JsonPlace {
  static final String BEYOND_LIMITS =
      "nested too deeply, or with a number or text that is too long";

  private JsonPlace() {}

  /**
   * A text that passes one of Jackson's limits may have no place.
   *
   * @param begin where in the message the parser had begun
   */
  static String of(JsonProcessingException malformed, String message, int begin) {
    JsonLocation location = malformed.getLocation();
    if (location == null || location.getCharOffset() < 0) {
      return BEYOND_LIMITS;
    }
    int at = Math.min(message.length(), begin + (int) location.getCharOffset());
    String before = message.substring(0, at);
    long lines = 1 + before.chars().filter(c -> c == '\n').count();
    return String.format("line %d, column %d", lines, at - before.lastIndexOf('\n'));
  }
}
