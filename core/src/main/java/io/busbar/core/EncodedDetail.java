// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The finished JSON of a detail. Immutable and thread-safe as long as nobody writes to the array
 * that it was made of, which is not copied.
 *
 * <p>Holds what it was made of, text or bytes, and makes the other when asked: a publisher wants
 * the one, an outbox the other.
 */
public final class EncodedDetail {
  private final byte @Nullable [] utf8;
  private final @Nullable String json;
  private final int length;

  private EncodedDetail(byte @Nullable [] utf8, @Nullable String json, int length) {
    this.utf8 = utf8;
    this.json = json;
    this.length = length;
  }

  /** Takes the array over: the caller must not write to it any more. */
  public static EncodedDetail of(byte[] utf8) {
    return new EncodedDetail(utf8, null, utf8.length);
  }

  /** The JSON as text. */
  public static EncodedDetail of(String json) {
    return new EncodedDetail(null, json, json.getBytes(StandardCharsets.UTF_8).length);
  }

  /** Takes the caller's word for the text's length in UTF-8. */
  static EncodedDetail of(String json, int length) {
    return new EncodedDetail(null, json, length);
  }

  /** Made anew when this was made of text, else the bytes themselves: do not write to them. */
  public byte[] utf8() {
    return utf8 == null ? json().getBytes(StandardCharsets.UTF_8) : utf8;
  }

  /** In UTF-8, which is what counts against EventBridge's size limit. */
  public int length() {
    return length;
  }

  /** Made anew at each call when this was made of bytes. */
  public String json() {
    return json == null ? new String(Objects.requireNonNull(utf8), StandardCharsets.UTF_8) : json;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EncodedDetail that
        && length == that.length
        && json().equals(that.json());
  }

  @Override
  public int hashCode() {
    return json().hashCode();
  }

  /** The size only: details hold personal data, and this ends up in logs. */
  @Override
  public String toString() {
    return "EncodedDetail[" + length + " bytes]";
  }
}
