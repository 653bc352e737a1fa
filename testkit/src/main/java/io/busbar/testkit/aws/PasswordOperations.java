// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;

/** Secrets Manager's GetRandomPassword. */
final class PasswordOperations {
  private static final int DEFAULT_LENGTH = 32;
  private static final String LOWER_CASE = "abcdefghijklmnopqrstuvwxyz";
  private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

  private final Random random = new SecureRandom();

  ObjectNode random(Call call) {
    Input input = call.input();
    Integer wanted = input.integer("PasswordLength");
    int length = wanted == null ? DEFAULT_LENGTH : wanted;
    List<String> types = types(input);
    if (types.isEmpty()) {
      throw SecretsCall.invalidParameter("No characters are left to make a password of.");
    }
    boolean each = !input.has("RequireEachIncludedType") || input.flag("RequireEachIncludedType");
    if (each && length < types.size()) {
      throw SecretsCall.invalidParameter(
          "Password length " + length + " is too short based on the required types.");
    }
    return Json.object().put("RandomPassword", password(length, types, each));
  }

  private static List<String> types(Input input) {
    List<String> types = new ArrayList<>();
    add(types, input, "ExcludeLowercase", LOWER_CASE);
    add(types, input, "ExcludeUppercase", LOWER_CASE.toUpperCase(Locale.ROOT));
    add(types, input, "ExcludeNumbers", "0123456789");
    add(types, input, "ExcludePunctuation", PUNCTUATION);
    if (input.flag("IncludeSpace")) {
      types.add(" ");
    }
    return types;
  }

  private static void add(List<String> types, Input input, String exclusion, String characters) {
    String excluded = input.text("ExcludeCharacters", "");
    String left =
        characters
            .chars()
            .filter(each -> excluded.indexOf(each) < 0)
            .mapToObj(Character::toString)
            .collect(Collectors.joining());
    if (!input.flag(exclusion) && !left.isEmpty()) {
      types.add(left);
    }
  }

  private String password(int length, List<String> types, boolean each) {
    List<Character> characters = new ArrayList<>();
    if (each) {
      types.forEach(type -> characters.add(any(type)));
    }
    String all = String.join("", types);
    while (characters.size() < length) {
      characters.add(any(all));
    }
    Collections.shuffle(characters, random);
    return characters.stream().map(String::valueOf).collect(Collectors.joining());
  }

  private char any(String characters) {
    return characters.charAt(random.nextInt(characters.length()));
  }
}
