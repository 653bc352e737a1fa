// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.routing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Why an event pattern takes an event or leaves it. Immutable.
 *
 * <p>Fields are named as paths, as in {@code detail.orderStatus}. The values and the text may hold
 * personal data of the event: show them in tests, do not log them.
 */
public sealed interface PatternExplanation {

  /** Why, in one sentence for a person. */
  String text();

  /** Whether the pattern takes the event. */
  default boolean isMatch() {
    return this instanceof Matches;
  }

  /** The pattern takes the event. */
  record Matches() implements PatternExplanation {

    @Override
    public String text() {
      return "The pattern takes the event.";
    }
  }

  /**
   * A field fails by itself. It is the first in the pattern's order that does.
   *
   * @param found the values in the event, of all elements where the path leads through arrays;
   *     empty if the field is absent, as objects and empty arrays are to a pattern
   * @param wanted what the pattern has for the field: its array, as JSON
   */
  record FieldDiffers(String field, List<JsonNode> found, String wanted, String text)
      implements PatternExplanation {

    public FieldDiffers {
      found = List.copyOf(found);
    }
  }

  /**
   * A {@code $or} fails: none of its alternatives takes the event.
   *
   * @param field the path of the {@code $or}, as in {@code detail.$or}
   * @param alternatives why not, for each in the pattern's order
   */
  record NoAlternative(String field, List<PatternExplanation> alternatives)
      implements PatternExplanation {

    private static final int SHOWN = 10;

    public NoAlternative {
      alternatives = List.copyOf(alternatives);
    }

    @Override
    public String text() {
      int shown = Math.min(SHOWN, alternatives.size());
      int more = alternatives.size() - shown;
      return IntStream.range(0, shown)
          .mapToObj(i -> "(%d) %s".formatted(i + 1, withoutPeriod(alternatives.get(i).text())))
          .collect(
              Collectors.joining(
                  "; ",
                  field + " has no alternative that matches: ",
                  more == 0 ? "." : "; and " + more + " more."));
    }

    private static String withoutPeriod(String sentence) {
      return sentence.substring(0, sentence.length() - 1);
    }
  }

  /**
   * Each field matches by itself, but they do not match together: conditions on the members of an
   * array's objects must all be met by one of these objects.
   *
   * @param fields the fields that do not go together
   * @param arrays the arrays of which no element meets them all; empty if the fields have none in
   *     common
   */
  record NotTogether(List<String> fields, List<String> arrays) implements PatternExplanation {

    public NotTogether {
      fields = List.copyOf(fields);
      arrays = List.copyOf(arrays);
    }

    @Override
    public String text() {
      return PatternWords.list(fields, " and ")
          + " each match by themselves, but "
          + (arrays.isEmpty()
              ? "not together."
              : "no single element of %s meets all of them."
                  .formatted(PatternWords.list(arrays, " and ")));
    }
  }
}
