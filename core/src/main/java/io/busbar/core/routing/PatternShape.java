// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.routing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * What event-ruler does not look at: how many rules the {@code $or} arrays of a pattern multiply to
 * (event-ruler builds them all, so this is counted before), and whether anything follows the
 * pattern.
 */
record PatternShape(long orCombinations, boolean hasMoreThanOneValue) {

  private static final JsonFactory JSON = new JsonFactory();
  private static final long MANY = Integer.MAX_VALUE;

  /** Reads a pattern. JSON that is not well-formed counts as one rule: event-ruler will say why. */
  static PatternShape of(String pattern) {
    try (JsonParser parser = JSON.createParser(pattern)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return new PatternShape(1, false);
      }
      long combinations = combinations(parser);
      return new PatternShape(combinations, hasMore(parser));
    } catch (IOException e) {
      return new PatternShape(1, false);
    }
  }

  private static boolean hasMore(JsonParser parser) {
    try {
      return parser.nextToken() != null;
    } catch (IOException e) {
      return true;
    }
  }

  /** The product over the members of an object; the parser stands at its start. */
  private static long combinations(JsonParser parser) throws IOException {
    long product = 1;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean or = parser.currentName().equals("$or");
      JsonToken value = parser.nextToken();
      if (value == JsonToken.START_OBJECT) {
        product = Math.min(MANY, product * combinations(parser));
      } else if (or && value == JsonToken.START_ARRAY) {
        product = Math.min(MANY, product * alternatives(parser));
      } else {
        parser.skipChildren();
      }
    }
    return product;
  }

  /** The sum over the elements of a {@code $or}; the parser stands at its start. */
  private static long alternatives(JsonParser parser) throws IOException {
    long sum = 0;
    while (parser.nextToken() == JsonToken.START_OBJECT) {
      sum = Math.min(MANY, sum + combinations(parser));
    }
    return Math.max(1, sum);
  }
}
