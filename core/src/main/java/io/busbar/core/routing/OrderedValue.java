// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.routing;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntPredicate;

/** A number or a date in a condition; dates are seconds since 1970. */
record OrderedValue(
    String raw,
    BigDecimal value,
    Function<String, Optional<BigDecimal>> parser,
    IntPredicate isInOrder)
    implements ConditionValue {

  static Comparison.Reader number(IntPredicate isInOrder) {
    return reader(OrderedValue::number, isInOrder);
  }

  static Comparison.Reader date(IntPredicate isInOrder) {
    return reader(OrderedValue::date, isInOrder);
  }

  @Override
  public boolean matches(String found, PolicyRequest request) {
    return parser.apply(found).filter(it -> isInOrder.test(it.compareTo(value))).isPresent();
  }

  private static Comparison.Reader reader(
      Function<String, Optional<BigDecimal>> parser, IntPredicate isInOrder) {
    return (raw, variables) ->
        parser.apply(raw).map(value -> new OrderedValue(raw, value, parser, isInOrder));
  }

  private static Optional<BigDecimal> number(String text) {
    try {
      return Optional.of(new BigDecimal(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Epoch seconds, an ISO 8601 date and time with an offset, or a date. */
  private static Optional<BigDecimal> date(String text) {
    return number(text).or(() -> dateTime(text)).or(() -> day(text));
  }

  private static Optional<BigDecimal> dateTime(String text) {
    try {
      OffsetDateTime time = OffsetDateTime.parse(text);
      return Optional.of(
          BigDecimal.valueOf(time.toEpochSecond()).add(BigDecimal.valueOf(time.getNano(), 9)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<BigDecimal> day(String text) {
    try {
      return Optional.of(
          BigDecimal.valueOf(LocalDate.parse(text).atStartOfDay().toEpochSecond(ZoneOffset.UTC)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
