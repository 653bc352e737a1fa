// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A growing array of UTF-8 bytes that can be looked at and corrected, which {@code
 * ByteArrayOutputStream} does not allow.
 */
final class JsonBuffer extends OutputStream {
  private static final int INITIAL = 1024;
  private byte[] bytes = new byte[INITIAL];
  private int length;

  int length() {
    return length;
  }

  boolean startsObjectAt(int index) {
    return index < length && bytes[index] == '{';
  }

  /** Whether the object ends here, white space (of a pretty printer) aside. */
  boolean endsObjectAt(int index) {
    int next = index;
    while (bytes[next] <= ' ') {
      next++;
    }
    return bytes[next] == '}';
  }

  void set(int index, char ascii) {
    bytes[index] = (byte) ascii;
  }

  /** Drops everything from this index on and writes one character instead. */
  void replaceFrom(int index, char ascii) {
    length = index;
    write(ascii);
  }

  @Override
  public void write(int single) {
    reserve(1);
    bytes[length++] = (byte) single;
  }

  @Override
  public void write(byte[] source, int offset, int count) {
    reserve(count);
    System.arraycopy(source, offset, bytes, length, count);
    length += count;
  }

  /** Appends text that needs no escaping and is ASCII. */
  @SuppressWarnings(
      "deprecation") // getBytes(int, …) copies Latin-1 without an encoder, which is what ASCII
  // needs.
  JsonBuffer raw(String ascii) {
    int count = ascii.length();
    reserve(count);
    ascii.getBytes(0, count, bytes, length);
    length += count;
    return this;
  }

  /** Appends a JSON string with its quotes. */
  JsonBuffer quoted(String text) {
    write('"');
    if (isPlain(text)) {
      raw(text);
    } else {
      byte[] escaped =
          new String(JsonStringEncoder.getInstance().quoteAsString(text))
              .getBytes(StandardCharsets.UTF_8);
      write(escaped, 0, escaped.length);
    }
    write('"');
    return this;
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, length);
  }

  private void reserve(int count) {
    if (bytes.length - length < count) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
    }
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~' || c == '"' || c == '\\') {
        return false;
      }
    }
    return true;
  }
}
