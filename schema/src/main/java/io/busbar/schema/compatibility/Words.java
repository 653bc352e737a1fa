// SPDX-License-Identifier: Apache-2.0
package io.busbar.schema.compatibility;

import io.busbar.schema.shape.Shape;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Says what a shape is, in a few words. */
final class Words {
  static final String ABSENT = "absent";

  private Words() {}

  static String of(Shape shape) {
    if (shape instanceof Shape.Text text) {
      return text(text);
    }
    if (shape instanceof Shape.Numeric number) {
      return number(number);
    }
    if (shape instanceof Shape.Sequence list) {
      return list(list);
    }
    if (shape instanceof Shape.Struct struct) {
      return struct.members().isEmpty() && !struct.isClosed()
          ? "a map of " + of(struct.others())
          : "an object";
    }
    if (shape instanceof Shape.Union union) {
      return union.alternatives().stream().map(Words::of).collect(Collectors.joining(" or "));
    }
    return shape instanceof Shape.Reference reference ? of(reference.target()) : simple(shape);
  }

  private static String simple(Shape shape) {
    if (shape instanceof Shape.Null) {
      return "null";
    }
    if (shape instanceof Shape.Bool) {
      return "a boolean";
    }
    if (shape instanceof Shape.Nothing) {
      return "nothing";
    }
    return shape instanceof Shape.Any ? "anything" : "what only a validator can tell";
  }

  static String of(Shape.Member member) {
    return (member.required() ? "" : "optional, ") + of(member.shape());
  }

  private static String text(Shape.Text text) {
    if (text.values() != null) {
      return "one of '" + String.join("', '", text.values()) + "'";
    }
    List<String> rules = new ArrayList<>();
    if (text.format() != null) {
      rules.add("of the format " + text.format());
    }
    if (text.pattern() != null) {
      rules.add("that matches '" + text.pattern() + "'");
    }
    if (text.minLength() > 0 || text.maxLength() < Integer.MAX_VALUE) {
      rules.add("of " + bounds(text.minLength(), text.maxLength()) + " characters");
    }
    return rules.isEmpty() ? "a text" : "a text " + String.join(", ", rules);
  }

  private static String number(Shape.Numeric number) {
    String kind = number.integer() ? "a whole number" : "a number";
    String format = number.format() == null ? "" : " (" + number.format() + ")";
    BigDecimal minimum = number.minimum();
    BigDecimal maximum = number.maximum();
    String from = minimum == null ? "" : (number.aboveMinimum() ? " above " : " from ") + minimum;
    String to = maximum == null ? "" : (number.belowMaximum() ? " below " : " up to ") + maximum;
    return kind + format + from + to;
  }

  private static String list(Shape.Sequence list) {
    String size =
        list.minItems() > 0 || list.maxItems() < Integer.MAX_VALUE
            ? bounds(list.minItems(), list.maxItems()) + " elements, each "
            : "";
    return (list.unique() ? "a set of " : "a list of ") + size + of(list.items());
  }

  private static String bounds(int from, int to) {
    if (to == Integer.MAX_VALUE) {
      return "at least " + from;
    }
    return from == 0 ? "at most " + to : from + " to " + to;
  }
}
