// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * The next value of a secret whose rotation function nobody has set: a new {@code password} in a
 * JSON object, as AWS's own rotation functions make it, else a new text.
 */
final class GeneratedPassword {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String CHARACTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final int LENGTH = 32;

  private final Random random;

  GeneratedPassword(Random random) {
    this.random = random;
  }

  String next(String value) {
    return object(value) instanceof ObjectNode json
        ? json.put("password", password()).toString()
        : password();
  }

  private String password() {
    return random
        .ints(LENGTH, 0, CHARACTERS.length())
        .mapToObj(each -> String.valueOf(CHARACTERS.charAt(each)))
        .collect(Collectors.joining());
  }

  private static Object object(String value) {
    try {
      return MAPPER.readTree(value);
    } catch (JsonProcessingException text) {
      return value;
    }
  }
}
