// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The identity of an event, made once when the event is created. It survives retries, the outbox,
 * redrives and Regions, which EventBridge's own id does not, and is the key of every idempotent
 * handler.
 */
public record EventId(UUID value) implements Comparable<EventId> {

  private static final String FORM = "01999f3e-0000-7000-8000-000000000001";

  /** Of its text. */
  static final int LENGTH = FORM.length();

  private static final int NO_DIGIT = 16;
  private static final byte[] HEX = hexDigits();
  private static final int VERSION_5 = 0x50;
  private static final int VARIANT_RFC = 0x80;

  /**
   * Reads an id; text that is not a UUID (an id of another system) becomes the name-based UUID of
   * that text.
   */
  public static EventId of(String text) {
    EventId id = text.length() == LENGTH ? at(text, 0) : null;
    return id == null ? foreign(text) : id;
  }

  /**
   * Reads the UUID that begins there; null when there is none. (The platform's reader would also
   * take groups of other lengths, and wants a text of its own.)
   */
  static @Nullable EventId at(String text, int begin) {
    if (text.length() - begin < LENGTH) {
      return null;
    }
    long high = 0;
    long low = 0;
    int bad = 0;
    for (int i = 0; i < LENGTH; i++) {
      char c = text.charAt(begin + i);
      if (FORM.charAt(i) == '-') {
        bad |= c ^ '-';
        continue;
      }
      int digit = c < HEX.length ? HEX[c] : NO_DIGIT;
      bad |= digit & NO_DIGIT;
      high = high << 4 | low >>> 60;
      low = low << 4 | digit;
    }
    return bad == 0 ? new EventId(new UUID(high, low)) : null;
  }

  /**
   * The id of an event that a handler publishes: the same for every rerun of that handler on the
   * same event, so that a crash between publish and acknowledgement cannot double the effect
   * downstream. A version 5 UUID (RFC 9562, section 5.5) with {@code causation} as its name space.
   *
   * @param position counts the events that the handler publishes, from 0
   */
  public static EventId derived(EventId causation, String handlerId, EventName name, int position) {
    return nameBased(
        causation.value,
        handlerId + '\n' + name.source() + '\n' + name.detailType() + '\n' + position);
  }

  private static byte[] hexDigits() {
    byte[] digits = new byte['f' + 1];
    for (char c = 0; c < digits.length; c++) {
      digits[c] = (byte) (Character.digit(c, 16) < 0 ? NO_DIGIT : Character.digit(c, 16));
    }
    return digits;
  }

  private static EventId foreign(String text) {
    return nameBased(new UUID(0, 0), text);
  }

  private static EventId nameBased(UUID space, String name) {
    MessageDigest sha1 = sha1();
    sha1.update(
        ByteBuffer.allocate(16)
            .putLong(space.getMostSignificantBits())
            .putLong(space.getLeastSignificantBits())
            .flip());
    byte[] hash = sha1.digest(name.getBytes(StandardCharsets.UTF_8));
    hash[6] = (byte) ((hash[6] & 0x0f) | VERSION_5);
    hash[8] = (byte) ((hash[8] & 0x3f) | VARIANT_RFC);
    ByteBuffer bits = ByteBuffer.wrap(hash);
    return new EventId(new UUID(bits.getLong(), bits.getLong()));
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("Every Java platform has SHA-1.", impossible);
    }
  }

  @Override
  public int compareTo(EventId other) {
    int high =
        Long.compareUnsigned(value.getMostSignificantBits(), other.value.getMostSignificantBits());
    return high != 0
        ? high
        : Long.compareUnsigned(
            value.getLeastSignificantBits(), other.value.getLeastSignificantBits());
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
