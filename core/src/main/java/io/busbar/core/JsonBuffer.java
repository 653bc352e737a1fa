// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/**
 * A growing array of UTF-8 bytes that can be looked at and corrected, which {@code
 * ByteArrayOutputStream} does not allow.
 */
final class JsonBuffer extends OutputStream {
  private static final int INITIAL = 1024;
  private static final int UUID_LENGTH = 36;
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final boolean[] PLAIN = plain();

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

  /** Appends what another one holds. */
  JsonBuffer append(JsonBuffer other) {
    write(other.bytes, 0, other.length);
    return this;
  }

  /** Appends a JSON string with its quotes. */
  JsonBuffer quoted(String text) {
    if (!appendPlain(text)) {
      byte[] escaped =
          new String(JsonStringEncoder.getInstance().quoteAsString(text))
              .getBytes(StandardCharsets.UTF_8);
      write('"');
      write(escaped, 0, escaped.length);
      write('"');
    }
    return this;
  }

  /** Appends the id as its text has it, without making that text. */
  JsonBuffer uuid(UUID id) {
    reserve(UUID_LENGTH);
    long high = id.getMostSignificantBits();
    long low = id.getLeastSignificantBits();
    hex(high >>> 32, 8);
    bytes[length++] = '-';
    hex(high >>> 16, 4);
    bytes[length++] = '-';
    hex(high, 4);
    bytes[length++] = '-';
    hex(low >>> 48, 4);
    bytes[length++] = '-';
    hex(low, 12);
    return this;
  }

  /** The bytes as text. */
  String text() {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  /** Whether the bytes are those of a text. */
  boolean holds(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return Arrays.equals(utf8, 0, utf8.length, bytes, 0, length);
  }

  int capacity() {
    return bytes.length;
  }

  void clear() {
    length = 0;
  }

  private void reserve(int count) {
    if (bytes.length - length < count) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
    }
  }

  /**
   * Appends text that needs no escaping, with quotes.
   *
   * @return false, and nothing appended, when it does need escaping
   */
  private boolean appendPlain(String text) {
    int count = text.length();
    reserve(count + 2);
    byte[] target = bytes;
    int next = length;
    target[next++] = '"';
    for (int i = 0; i < count; i++) {
      char c = text.charAt(i);
      if (c >= PLAIN.length || !PLAIN[c]) {
        return false;
      }
      target[next++] = (byte) c;
    }
    target[next++] = '"';
    length = next;
    return true;
  }

  private void hex(long value, int digits) {
    for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) {
      bytes[length++] = HEX[(int) (value >>> shift) & 0xf];
    }
  }

  /** ASCII that stands in a JSON string as it is. */
  private static boolean[] plain() {
    boolean[] plain = new boolean[0x7f];
    Arrays.fill(plain, ' ', plain.length, true);
    plain['"'] = false;
    plain['\\'] = false;
    return plain;
  }
}
