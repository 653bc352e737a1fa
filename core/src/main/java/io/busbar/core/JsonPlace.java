// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;

/** Where a text stops being JSON that can be read, without a word of the text itself. */
final class JsonPlace {
  private JsonPlace() {}

  /** A text that passes one of Jackson's limits may have no place. */
  static String of(JsonProcessingException malformed) {
    JsonLocation location = malformed.getLocation();
    return location == null
        ? "nested too deeply, or with a number or text that is too long"
        : String.format("line %d, column %d", location.getLineNr(), location.getColumnNr());
  }
}
