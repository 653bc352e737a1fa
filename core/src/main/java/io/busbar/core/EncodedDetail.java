// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The finished JSON of a detail, in UTF-8. Immutable and thread-safe as long as nobody writes to
 * the array that it was made of, which is not copied.
 */
public final class EncodedDetail {
  private final byte[] utf8;

  private EncodedDetail(byte[] utf8) {
    this.utf8 = utf8;
  }

  /** Takes the array over: the caller must not write to it any more. */
  public static EncodedDetail of(byte[] utf8) {
    return new EncodedDetail(utf8);
  }

  /** The bytes themselves, not a copy: do not write to them. */
  public byte[] utf8() {
    return utf8;
  }

  /** What counts against EventBridge's size limit. */
  public int length() {
    return utf8.length;
  }

  /** The JSON as text, made anew at each call. */
  public String json() {
    return new String(utf8, StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EncodedDetail that && Arrays.equals(utf8, that.utf8);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(utf8);
  }

  /** The size only: details hold personal data, and this ends up in logs. */
  @Override
  public String toString() {
    return "EncodedDetail[" + utf8.length + " bytes]";
  }
}
