// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the two fixed forms of time that stand in every envelope, {@code
 * 2026-11-23T06:00:00Z} and {@code …00.123Z}, by hand: the general parser would cost as much as the
 * rest of the envelope together, and the general writer as much as the rest of the reserved
 * members.
 */
final class InstantText {
  private static final int SECONDS_FORM = "2026-11-23T06:00:00Z".length();
  private static final int MILLIS_FORM = "2026-11-23T06:00:00.123Z".length();

  private static final int NANOS_OF_MILLI = 1_000_000;
  private static final long SECONDS_OF_DAY = 86_400;
  private static final long YEAR_0 = -62_167_219_200L;
  private static final long YEAR_10000 = 253_402_300_800L;

  private InstantText() {}

  @org.jspecify.annotations.NullUnmarked
  static Instant parse(String text, @Nullable Instant otherwise) {
    try {
      return isFixed(text, 0, text.length()) ? read(text, 0, text.length()) : Instant.parse(text);
    } catch (DateTimeException notATime) {
      return otherwise;
    }
  }

  /** As {@link Instant#toString()}. */
  static String format(Instant time) {
    int millis = time.getNano() / NANOS_OF_MILLI;
    long seconds = time.getEpochSecond();
    if (millis * NANOS_OF_MILLI != time.getNano() || seconds < YEAR_0 || seconds >= YEAR_10000) {
      return time.toString();
    }
    LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(seconds, SECONDS_OF_DAY));
    int second = (int) Math.floorMod(seconds, SECONDS_OF_DAY);
    char[] text = (millis == 0 ? "0000-00-00T00:00:00Z" : "0000-00-00T00:00:00.000Z").toCharArray();
    add(text, 0, 4, day.getYear());
    add(text, 5, 7, day.getMonthValue());
    add(text, 8, 10, day.getDayOfMonth());
    add(text, 11, 13, second / 3_600);
    add(text, 14, 16, second / 60 % 60);
    add(text, 17, 19, second % 60);
    if (millis != 0) {
      add(text, 20, 23, millis);
    }
    return new String(text);
  }

  private static void add(char[] text, int from, int to, int value) {
    int rest = value;
    for (int i = to - 1; i >= from; i--) {
      text[i] = (char) ('0' + rest % 10);
      rest /= 10;
    }
  }

  /** Reads one of the two fixed forms in the middle of a text; null when there is none. */
  static @Nullable Instant fixed(String text, int begin, int end) {
    try {
      return isFixed(text, begin, end - begin) ? read(text, begin, end) : null;
    } catch (DateTimeException notATime) {
      return null;
    }
  }

  private static boolean isFixed(String text, int begin, int length) {
    return (length == SECONDS_FORM || (length == MILLIS_FORM && text.charAt(begin + 19) == '.'))
        && text.charAt(begin + length - 1) == 'Z'
        && text.charAt(begin + 4) == '-'
        && text.charAt(begin + 7) == '-'
        && text.charAt(begin + 10) == 'T'
        && text.charAt(begin + 13) == ':'
        && text.charAt(begin + 16) == ':';
  }

  private static Instant read(String text, int begin, int end) {
    int year = digits(text, begin, begin + 4);
    int month = digits(text, begin + 5, begin + 7);
    long day = LocalDate.of(year, month, digits(text, begin + 8, begin + 10)).toEpochDay();
    int hour = digits(text, begin + 11, begin + 13);
    int minute = digits(text, begin + 14, begin + 16);
    int second = digits(text, begin + 17, begin + 19);
    if (hour > 23 || minute > 59 || second > 59) {
      throw new DateTimeException("hour, minute or second out of range");
    }
    boolean millis = end - begin == MILLIS_FORM;
    int nanos = millis ? digits(text, begin + 20, begin + 23) * NANOS_OF_MILLI : 0;
    return Instant.ofEpochSecond(
        day * SECONDS_OF_DAY + hour * 3_600L + minute * 60L + second, nanos);
  }

  private static int digits(String text, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        throw new DateTimeException("not a digit");
      }
      value = value * 10 + digit;
    }
    return value;
  }
}
