// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A message attribute of SQS.
 *
 * @param dataType {@code String}, {@code Number} or {@code Binary}, perhaps with a label behind a
 *     dot
 * @param value the text; for {@code Binary}, its Base64 form
 */
public record MessageAttribute(String dataType, String value) {

  public static MessageAttribute text(String value) {
    return new MessageAttribute("String", value);
  }

  public boolean isBinary() {
    return dataType.startsWith("Binary");
  }

  /** What counts for sizes and digests. */
  public byte[] bytes() {
    return isBinary() ? Base64.getDecoder().decode(value) : value.getBytes(StandardCharsets.UTF_8);
  }
}
