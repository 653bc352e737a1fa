// SPDX-License-Identifier: Apache-2.0
package io.busbar.schema.validation;

import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Recognises the usual forms of formats, as Java's classes write them. A no means nothing: leap
 * days and seconds, odd offsets and the like are for the validator.
 */
final class Formats {
  private static final int DATE_LENGTH = 10;
  private static final int TIME_END = 19;
  private static final int DAYS_OF_EVERY_MONTH = 28;
  private static final int UUID_LENGTH = 36;
  private static final Pattern PLAIN_URI = Pattern.compile("[A-Za-z0-9/._~-]+");

  private static final Map<String, Predicate<String>> KNOWN =
      Map.of(
          "date-time",
          Formats::isDateTime,
          "date",
          text -> text.length() == DATE_LENGTH && startsWithDate(text),
          "uuid",
          Formats::isUuid,
          "uri-reference",
          text -> PLAIN_URI.matcher(text).matches());

  private Formats() {}

  /** Null when the format is not known here. */
  static @Nullable Predicate<String> sure(String format) {
    return KNOWN.get(format);
  }

  /** As in {@code 2026-11-23T06:00:00.123Z}. */
  private static boolean isDateTime(String text) {
    int end = text.length() - 1;
    return end >= TIME_END
        && text.charAt(end) == 'Z'
        && startsWithDate(text)
        && text.charAt(DATE_LENGTH) == 'T'
        && isPair(text, 11, 23)
        && text.charAt(13) == ':'
        && isPair(text, 14, 59)
        && text.charAt(16) == ':'
        && isPair(text, 17, 59)
        && isFraction(text, end);
  }

  private static boolean isFraction(String text, int end) {
    if (end == TIME_END) {
      return true;
    }
    return text.charAt(TIME_END) == '.'
        && end > TIME_END + 1
        && end <= TIME_END + DATE_LENGTH
        && areDigits(text, TIME_END + 1, end);
  }

  private static boolean startsWithDate(String text) {
    return areDigits(text, 0, 4)
        && text.charAt(4) == '-'
        && isPair(text, 5, 12)
        && !text.startsWith("00", 5)
        && text.charAt(7) == '-'
        && isPair(text, 8, DAYS_OF_EVERY_MONTH)
        && !text.startsWith("00", 8);
  }

  private static boolean isUuid(String text) {
    if (text.length() != UUID_LENGTH) {
      return false;
    }
    for (int i = 0; i < UUID_LENGTH; i++) {
      boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
      char c = text.charAt(i);
      if (dash ? c != '-' : Character.digit(c, 16) < 0 || c > 'f') {
        return false;
      }
    }
    return true;
  }

  private static boolean areDigits(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  /** Two digits, at most this number. */
  private static boolean isPair(String text, int at, int most) {
    return areDigits(text, at, at + 2)
        && (text.charAt(at) - '0') * 10 + text.charAt(at + 1) - '0' <= most;
  }
}
