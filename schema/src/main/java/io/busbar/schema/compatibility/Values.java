// SPDX-License-Identifier: Apache-2.0
package io.busbar.schema.compatibility;

import io.busbar.schema.shape.Shape;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Compares what two shapes say of texts and numbers. */
final class Values {
  private static final BigDecimal INT_MIN = BigDecimal.valueOf(Integer.MIN_VALUE);
  private static final BigDecimal INT_MAX = BigDecimal.valueOf(Integer.MAX_VALUE);
  private static final BigDecimal LONG_MIN = BigDecimal.valueOf(Long.MIN_VALUE);
  private static final BigDecimal LONG_MAX = BigDecimal.valueOf(Long.MAX_VALUE);

  private Values() {}

  /** The rules by which a reader refuses some of a writer's texts. */
  static List<Rule> texts(Shape.Text writer, Shape.Text reader) {
    List<Rule> broken = new ArrayList<>();
    Set<String> written = writer.values();
    Set<String> read = reader.values();
    if (read != null && (written == null || !read.containsAll(written))) {
      broken.add(Rule.ENUM_VALUE_UNKNOWN);
      return broken;
    }
    if (reader.pattern() != null
        && !reader.pattern().equals(writer.pattern())
        && !allMatch(written, reader.pattern())) {
      broken.add(Rule.PATTERN_DIFFERS);
    }
    if (reader.format() != null && !reader.format().equals(writer.format())) {
      broken.add(Rule.FORMAT_DIFFERS);
    }
    boolean fits =
        written == null
            ? reader.minLength() <= writer.minLength() && reader.maxLength() >= writer.maxLength()
            : written.stream().allMatch(text -> fits(text, reader));
    if (!fits) {
      broken.add(Rule.LENGTH_EXCEEDED);
    }
    return broken;
  }

  private static boolean allMatch(@Nullable Set<String> written, String pattern) {
    try {
      Pattern compiled = Pattern.compile(pattern);
      // A final line feed is matched differently by different engines.
      return written != null
          && written.stream()
              .allMatch(text -> !text.endsWith("\n") && compiled.matcher(text).find());
    } catch (PatternSyntaxException notOfJava) {
      return false;
    }
  }

  private static boolean fits(String text, Shape.Text reader) {
    int characters = text.codePointCount(0, text.length());
    return characters >= reader.minLength() && characters <= reader.maxLength();
  }

  /** The rules by which a reader refuses some of a writer's numbers. */
  static List<Rule> numbers(Shape.Numeric writer, Shape.Numeric reader) {
    List<Rule> broken = new ArrayList<>();
    if (reader.integer() && !writer.integer()) {
      broken.add(Rule.TYPE_CHANGED);
      return broken;
    }
    boolean within =
        Objects.equals(reader, writer) || (isWithin(writer, reader) && holdsFormat(writer, reader));
    if (!within) {
      broken.add(Rule.RANGE_EXCEEDED);
    }
    return broken;
  }

  private static boolean isWithin(Shape.Numeric writer, Shape.Numeric reader) {
    return isBelow(reader.minimum(), writer.minimum(), reader.aboveMinimum(), writer.aboveMinimum())
        && isBelow(
            negated(reader.maximum()),
            negated(writer.maximum()),
            reader.belowMaximum(),
            writer.belowMaximum());
  }

  /** Whether everything from one bound on is from the other on as well. */
  private static boolean isBelow(
      @Nullable BigDecimal read,
      @Nullable BigDecimal written,
      boolean readAbove,
      boolean writtenAbove) {
    if (read == null || written == null) {
      return read == null;
    }
    int order = read.compareTo(written);
    return order < 0 || (order == 0 && (!readAbove || writtenAbove));
  }

  private static @Nullable BigDecimal negated(@Nullable BigDecimal value) {
    return value == null ? null : value.negate();
  }

  /** What a Java reader can hold, which no validator looks at. */
  private static boolean holdsFormat(Shape.Numeric writer, Shape.Numeric reader) {
    if ("int32".equals(reader.format())) {
      return "int32".equals(writer.format()) || isBetween(writer, INT_MIN, INT_MAX);
    }
    if ("int64".equals(reader.format())) {
      return Set.of("int32", "int64").contains(String.valueOf(writer.format()))
          || isBetween(writer, LONG_MIN, LONG_MAX);
    }
    return true;
  }

  private static boolean isBetween(Shape.Numeric number, BigDecimal from, BigDecimal to) {
    BigDecimal minimum = number.minimum();
    BigDecimal maximum = number.maximum();
    return minimum != null
        && maximum != null
        && minimum.compareTo(from) >= 0
        && maximum.compareTo(to) <= 0;
  }
}
