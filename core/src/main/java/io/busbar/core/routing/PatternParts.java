// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.routing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Takes a valid pattern apart, as event-ruler flattens it, but in the pattern's order. */
final class PatternParts {

  private static final JsonFactory JSON = new JsonFactory();
  private static final String OR = "$or";

  private final String pattern;
  private final JsonParser parser;

  private PatternParts(String pattern, JsonParser parser) {
    this.pattern = pattern;
    this.parser = parser;
  }

  static List<PatternPart> of(String pattern) {
    try (JsonParser parser = JSON.createParser(pattern)) {
      parser.nextToken();
      List<PatternPart> parts = new PatternParts(pattern, parser).object("");
      return repeatsAField(parts) ? resolved(parts) : parts;
    } catch (IOException e) {
      throw new UncheckedIOException("The pattern was checked before, but is not JSON.", e);
    }
  }

  /** The rules that parts multiply to: a field that comes again replaces what it was before. */
  static List<List<PatternPart.Field>> rules(List<PatternPart> parts) {
    return rules(List.of(Map.of()), parts).stream()
        .map(rule -> List.copyOf(rule.values()))
        .toList();
  }

  private static List<Map<String, PatternPart.Field>> rules(
      List<Map<String, PatternPart.Field>> before, List<PatternPart> parts) {
    List<Map<String, PatternPart.Field>> rules = before;
    for (PatternPart part : parts) {
      List<Map<String, PatternPart.Field>> more = new ArrayList<>();
      if (part instanceof PatternPart.Or or) {
        for (List<PatternPart> alternative : or.alternatives()) {
          more.addAll(rules(rules, alternative));
        }
      } else if (part instanceof PatternPart.Field field) {
        rules.forEach(rule -> more.add(with(rule, field)));
      }
      rules = more;
    }
    return rules;
  }

  private static Map<String, PatternPart.Field> with(
      Map<String, PatternPart.Field> rule, PatternPart.Field field) {
    Map<String, PatternPart.Field> more = new LinkedHashMap<>(rule);
    more.put(field.path(), field);
    return more;
  }

  /** Whether a field comes again where it replaces what it was before. */
  private static boolean repeatsAField(List<PatternPart> parts) {
    Set<String> before = new HashSet<>();
    for (PatternPart part : parts) {
      for (String path : part.paths()) {
        if (!before.add(path)) {
          return true;
        }
      }
      if (part instanceof PatternPart.Or or
          && or.alternatives().stream().anyMatch(PatternParts::repeatsAField)) {
        return true;
      }
    }
    return false;
  }

  /** The same pattern without repetition: one alternative for each rule. */
  private static List<PatternPart> resolved(List<PatternPart> parts) {
    List<List<PatternPart>> rules = rules(parts).stream().map(List::<PatternPart>copyOf).toList();
    return rules.size() == 1 ? rules.get(0) : List.of(new PatternPart.Or(OR, rules));
  }

  /** The parser stands at the object's start. */
  private List<PatternPart> object(String prefix) throws IOException {
    List<PatternPart> parts = new ArrayList<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      String path = prefix.isEmpty() ? name : prefix + '.' + name;
      JsonToken value = parser.nextToken();
      if (name.equals(OR)) {
        parts.add(new PatternPart.Or(path, alternatives(prefix)));
      } else if (value == JsonToken.START_OBJECT) {
        parts.addAll(object(path));
      } else {
        parts.add(new PatternPart.Field(path, text()));
      }
    }
    return parts;
  }

  /** The parser stands at the array's start. */
  private List<List<PatternPart>> alternatives(String prefix) throws IOException {
    List<List<PatternPart>> alternatives = new ArrayList<>();
    while (parser.nextToken() == JsonToken.START_OBJECT) {
      alternatives.add(object(prefix));
    }
    return alternatives;
  }

  /** As it is written, so that event-ruler gets its numbers as they are in the whole pattern. */
  private String text() throws IOException {
    int start = (int) parser.currentTokenLocation().getCharOffset();
    parser.skipChildren();
    return pattern.substring(start, (int) parser.currentLocation().getCharOffset());
  }
}
