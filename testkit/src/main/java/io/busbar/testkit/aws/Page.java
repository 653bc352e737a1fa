// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.busbar.testkit.AwsErrorException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list that is sorted by a key. The token of the next part is the last key of this one,
 * so that parts neither overlap nor leave a gap when the list changes in between.
 *
 * @param next the token, or null at the end
 */
record Page<T>(List<T> items, @Nullable String next) {

  /** Of a list that is sorted by name. */
  static <T> Page<T> of(List<T> sorted, Function<T, String> name, Cursor cursor, int limit) {
    return of(sorted, name, Comparator.naturalOrder(), cursor, limit);
  }

  /** Of a list that is sorted by the order of its keys. */
  static <T> Page<T> of(
      List<T> sorted, Function<T, String> key, Comparator<String> order, Cursor cursor, int limit) {
    String after = cursor.after();
    List<T> rest =
        after == null
            ? sorted
            : sorted.stream().filter(item -> order.compare(key.apply(item), after) > 0).toList();
    if (rest.size() <= limit) {
      return new Page<>(rest, null);
    }
    return new Page<>(rest.subList(0, limit), Cursor.token(key.apply(rest.get(limit - 1))));
  }

  /** Adds the token to an answer when there is more. */
  ObjectNode mark(ObjectNode answer) {
    return next == null ? answer : answer.put("NextToken", next);
  }

  /**
   * Where a page begins.
   *
   * @param after the key of the last item before it; null for the first page
   */
  record Cursor(@Nullable String after) {

    /** As EventBridge answers a token that it has not given. */
    static Cursor of(Input input) {
      return of(input, () -> Faults.validation("Token is not valid."));
    }

    /** As SQS answers a token that it has not given; the wording is assumed. */
    static Cursor ofSqs(Input input) {
      return of(input, () -> SqsErrors.invalid("Invalid or expired next token."));
    }

    /** As Secrets Manager answers a token that it has not given; the wording is assumed. */
    static Cursor ofSecrets(Input input) {
      return of(
          input,
          () ->
              new AwsErrorException(
                  "InvalidNextTokenException", "The NextToken value is invalid."));
    }

    private static Cursor of(Input input, Supplier<AwsErrorException> refusal) {
      String token = input.text("NextToken");
      if (token == null) {
        return new Cursor(null);
      }
      try {
        return new Cursor(new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8));
      } catch (IllegalArgumentException broken) {
        throw refusal.get();
      }
    }

    private static String token(String key) {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }
  }
}
