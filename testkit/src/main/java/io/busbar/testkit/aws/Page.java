// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list that is sorted by name. The token of the next part is the last name of this one,
 * so that parts neither overlap nor leave a gap when the list changes in between.
 *
 * @param next the token, or null at the end
 */
record Page<T>(List<T> items, @Nullable String next) {

  static <T> Page<T> of(
      List<T> sorted, Function<T, String> name, @Nullable String token, int limit) {
    String after = token == null ? "" : decode(token);
    List<T> rest = sorted.stream().filter(item -> name.apply(item).compareTo(after) > 0).toList();
    if (rest.size() <= limit) {
      return new Page<>(rest, null);
    }
    return new Page<>(rest.subList(0, limit), encode(name.apply(rest.get(limit - 1))));
  }

  /** Adds the token to an answer when there is more. */
  ObjectNode mark(ObjectNode answer) {
    return next == null ? answer : answer.put("NextToken", next);
  }

  private static String encode(String name) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(name.getBytes(StandardCharsets.UTF_8));
  }

  private static String decode(String token) {
    try {
      return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException broken) {
      throw Faults.validation("Token is not valid.");
    }
  }
}
