// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a member must be, as one line of a model file says it.
 *
 * @param item the shape of a list's items or of a map's values
 * @param values of an enumeration
 * @param members of a structure, by their names as the request has them
 */
record Shape(
    String name,
    Kind kind,
    int least,
    int most,
    @Nullable Pattern pattern,
    @Nullable String item,
    List<String> values,
    Map<String, Member> members) {

  enum Kind {
    STRUCTURE,
    LIST,
    MAP,
    STRING,
    ENUM,
    INTEGER,
    LONG,
    BOOLEAN,
    TIMESTAMP,
    BLOB,
    /** What is refused or ignored as a whole elsewhere. */
    ANY
  }

  record Member(String shape, boolean required) {}

  static Shape parse(String line) {
    String[] words = line.split(" ", 5);
    Kind kind = Kind.valueOf(words[1].toUpperCase(Locale.ROOT));
    return switch (kind) {
      case STRUCTURE -> bare(words[0], kind, List.of(), members(rest(line)));
      case ENUM -> bare(words[0], kind, List.of(rest(line).split(" ")), Map.of());
      case LIST, MAP ->
          new Shape(
              words[0],
              kind,
              bound(words, 3, 0),
              bound(words, 4, Integer.MAX_VALUE),
              null,
              words[2],
              List.of(),
              Map.of());
      default ->
          new Shape(
              words[0],
              kind,
              bound(words, 2, kind == Kind.STRING ? 0 : Integer.MIN_VALUE),
              bound(words, 3, Integer.MAX_VALUE),
              words.length < 5 ? null : Pattern.compile(words[4], Pattern.DOTALL),
              null,
              List.of(),
              Map.of());
    };
  }

  private static Shape bare(
      String name, Kind kind, List<String> values, Map<String, Member> members) {
    return new Shape(name, kind, 0, 0, null, null, values, members);
  }

  private static Map<String, Member> members(String text) {
    Map<String, Member> members = new LinkedHashMap<>();
    for (String member : text.isEmpty() ? new String[0] : text.split(" ")) {
      int colon = member.indexOf(':');
      boolean required = member.charAt(colon - 1) == '!';
      String name = member.substring(0, required ? colon - 1 : colon);
      members.put(name, new Member(member.substring(colon + 1), required));
    }
    return members;
  }

  private static String rest(String line) {
    String[] parts = line.split(" ", 3);
    return parts.length < 3 ? "" : parts[2];
  }

  private static int bound(String[] words, int index, int otherwise) {
    return words.length <= index || words[index].equals("-")
        ? otherwise
        : Integer.parseInt(words[index]);
  }
}
