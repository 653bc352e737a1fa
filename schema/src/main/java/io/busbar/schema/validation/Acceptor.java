// SPDX-License-Identifier: Apache-2.0
package io.busbar.schema.validation;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.networknt.schema.regex.RegularExpression;
import io.busbar.schema.shape.Shape;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Recognises values that are valid for sure. A no means nothing: the value may be valid all the
 * same. So each acceptor leaves out what would be costly or doubtful.
 */
@FunctionalInterface
interface Acceptor {

  /** Never sure. */
  Acceptor NONE = parser -> false;

  Acceptor ANY =
      parser -> {
        parser.skipChildren();
        return true;
      };

  Acceptor NULL = parser -> parser.currentToken() == JsonToken.VALUE_NULL;

  Acceptor BOOL =
      parser ->
          parser.currentToken() == JsonToken.VALUE_TRUE
              || parser.currentToken() == JsonToken.VALUE_FALSE;

  /**
   * Reads one value.
   *
   * @param parser at the value's first token; at its last one when the answer is yes
   */
  boolean accepts(JsonParser parser) throws IOException;

  /** A text; without rules it is not even decoded. */
  record Text(
      @Nullable Set<String> values,
      @Nullable RegularExpression pattern,
      @Nullable Predicate<String> format,
      int minLength,
      int maxLength)
      implements Acceptor {
    private boolean isFree() {
      return values == null
          && pattern == null
          && format == null
          && minLength == 0
          && maxLength == Integer.MAX_VALUE;
    }

    static Acceptor of(
        Shape.Text shape, @Nullable RegularExpression pattern, @Nullable Predicate<String> format) {
      Text text = new Text(shape.values(), pattern, format, shape.minLength(), shape.maxLength());
      return text.isFree() ? parser -> parser.currentToken() == JsonToken.VALUE_STRING : text;
    }

    @Override
    public boolean accepts(JsonParser parser) throws IOException {
      if (parser.currentToken() != JsonToken.VALUE_STRING) {
        return false;
      }
      String text = parser.getText();
      return (values == null || values.contains(text))
          && hasRightLength(text)
          && (format == null || format.test(text))
          && (pattern == null || pattern.matches(text));
    }

    private boolean hasRightLength(String text) {
      if (minLength == 0 && text.length() <= maxLength) {
        return true;
      }
      int characters = text.codePointCount(0, text.length());
      return characters >= minLength && characters <= maxLength;
    }
  }

  /** A number; without bounds its digits are not looked at. */
  record Numeric(boolean integer, @Nullable BigDecimal minimum, @Nullable BigDecimal maximum)
      implements Acceptor {

    /** Exactly at an exclusive bound the answer is no; the bounds themselves are kept open. */
    static Acceptor of(Shape.Numeric shape) {
      return shape.aboveMinimum() || shape.belowMaximum()
          ? NONE
          : new Numeric(shape.integer(), shape.minimum(), shape.maximum());
    }

    @Override
    public boolean accepts(JsonParser parser) throws IOException {
      JsonToken token = parser.currentToken();
      boolean right =
          token == JsonToken.VALUE_NUMBER_INT
              || (token == JsonToken.VALUE_NUMBER_FLOAT && !integer);
      if (!right || (minimum == null && maximum == null)) {
        return right;
      }
      BigDecimal value = parser.getDecimalValue();
      return (minimum == null || value.compareTo(minimum) >= 0)
          && (maximum == null || value.compareTo(maximum) <= 0);
    }
  }

  /** A list. */
  record Sequence(Acceptor items, int minItems, int maxItems) implements Acceptor {
    @Override
    public boolean accepts(JsonParser parser) throws IOException {
      if (parser.currentToken() != JsonToken.START_ARRAY) {
        return false;
      }
      int count = 0;
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        if (!items.accepts(parser)) {
          return false;
        }
        count++;
      }
      return count >= minItems && count <= maxItems;
    }
  }

  /**
   * An object.
   *
   * @param members by name
   * @param required a bit for each member that must be there
   * @param others null when there must be none
   */
  record Struct(Map<String, Member> members, long required, @Nullable Acceptor others)
      implements Acceptor {

    /** A value and the bit that it sets; 0 when it may be absent. */
    record Member(Acceptor value, long bit) {}

    @Override
    public boolean accepts(JsonParser parser) throws IOException {
      return parser.currentToken() == JsonToken.START_OBJECT && acceptsMembers(parser, required);
    }

    /** From the next member on; those of the bits are still to come. */
    boolean acceptsMembers(JsonParser parser, long toCome) throws IOException {
      long missing = toCome;
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        parser.nextToken();
        Member member = members.get(name);
        Acceptor value = member == null ? others : member.value();
        if (value == null || !value.accepts(parser)) {
          return false;
        }
        if (member != null) {
          missing &= ~member.bit();
        }
      }
      return missing == 0 && parser.currentToken() == JsonToken.END_OBJECT;
    }

    long bit(String name) {
      Member member = members.get(name);
      return member == null ? 0 : member.bit();
    }
  }

  /** Alternatives that begin with different tokens. */
  record ByToken(Map<JsonToken, Acceptor> alternatives) implements Acceptor {
    @Override
    public boolean accepts(JsonParser parser) throws IOException {
      Acceptor alternative = alternatives.get(parser.currentToken());
      return alternative != null && alternative.accepts(parser);
    }
  }

  /**
   * Objects that a member tells apart, which must be the first as Jackson writes it.
   *
   * @param discriminator its name
   * @param alternatives by its value, each for what follows the discriminator
   */
  record Discriminated(String discriminator, Map<String, Struct> alternatives) implements Acceptor {
    @Override
    public boolean accepts(JsonParser parser) throws IOException {
      if (parser.currentToken() != JsonToken.START_OBJECT
          || !discriminator.equals(parser.nextFieldName())
          || parser.nextToken() != JsonToken.VALUE_STRING) {
        return false;
      }
      Struct alternative = alternatives.get(parser.getText());
      return alternative != null
          && alternative.acceptsMembers(
              parser, alternative.required() & ~alternative.bit(discriminator));
    }
  }

  /** Looks it up when it is needed, because it may hold itself. */
  record Later(Map<String, Acceptor> definitions, String name) implements Acceptor {
    @Override
    public boolean accepts(JsonParser parser) throws IOException {
      return definitions.getOrDefault(name, NONE).accepts(parser);
    }
  }
}
