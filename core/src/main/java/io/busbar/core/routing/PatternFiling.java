// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.routing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.event.ruler.MatchType;
import software.amazon.event.ruler.Patterns;
import software.amazon.event.ruler.ValuePatterns;

/**
 * Patterns by the texts that they want. A pattern that wants one of some texts in a field can only
 * take an event that has one of them there; so it is kept under these texts of one of its fields,
 * and an event finds the few that come into question by its own texts. Not thread-safe.
 */
final class PatternFiling<P> {

  /** By the field, then by the text in it. */
  private final Map<String, Field<P>> fields = new TreeMap<>();

  /** Those that want no certain text anywhere. */
  private final List<P> others = new ArrayList<>();

  private final Map<P, List<List<P>>> places = new HashMap<>();

  void add(P pattern, List<Map<String, List<Patterns>>> alternatives) {
    List<List<P>> found = alternatives.stream().flatMap(each -> places(each).stream()).toList();
    found.forEach(place -> place.add(pattern));
    places.put(pattern, found);
  }

  void remove(P pattern) {
    List<List<P>> found = places.remove(pattern);
    if (found != null) {
      found.forEach(place -> place.remove(pattern));
      fields.values().forEach(field -> field.places.values().removeIf(List::isEmpty));
      fields.values().removeIf(field -> field.places.isEmpty());
    }
  }

  /** Those that can take the event. All others cannot. */
  Set<P> candidates(ObjectNode event) {
    Set<P> candidates = new HashSet<>(others);
    fields.values().forEach(field -> field.places(event, candidates::addAll));
    return candidates;
  }

  /** Where the fewest others are; a deep field before others. */
  private Collection<List<P>> places(Map<String, List<Patterns>> alternative) {
    return alternative.entrySet().stream()
        .map(entry -> new Place(entry.getKey(), texts(entry.getValue())))
        .filter(place -> !place.texts.isEmpty())
        .min(
            Comparator.comparingInt(this::load)
                .thenComparingInt(place -> place.texts.size())
                .thenComparing(Place::levels, Comparator.reverseOrder())
                .thenComparing(Place::field))
        .map(place -> fields.computeIfAbsent(place.field, Field::new).places(place.texts))
        .orElse(List.of(others));
  }

  private int load(Place place) {
    Field<P> field = fields.get(place.field);
    return field == null ? 0 : place.texts.stream().mapToInt(field::load).max().orElse(0);
  }

  /** The texts that the field must have, without event-ruler's quotes; none if others will do. */
  private static List<String> texts(List<Patterns> wanted) {
    List<String> texts = new ArrayList<>();
    for (Patterns each : wanted) {
      if (each.type() != MatchType.EXACT
          || !(each instanceof ValuePatterns exact)
          || !exact.pattern().startsWith("\"")) {
        return List.of();
      }
      texts.add(exact.pattern().substring(1, exact.pattern().length() - 1));
    }
    return texts;
  }

  private record Place(String field, List<String> texts) {
    long levels() {
      return field.chars().filter(c -> c == '.').count();
    }
  }

  private static final class Field<P> {
    private final String[] levels;
    private final Map<String, List<P>> places = new HashMap<>();

    Field(String name) {
      this.levels = name.split("\\.", -1);
    }

    int load(String text) {
      List<P> place = places.get(text);
      return place == null ? 0 : place.size();
    }

    List<List<P>> places(List<String> texts) {
      return texts.stream()
          .distinct()
          .map(text -> places.computeIfAbsent(text, each -> new ArrayList<>()))
          .toList();
    }

    /** The places of all texts that the event has here, in arrays as well. */
    void places(ObjectNode event, Consumer<List<P>> action) {
      walk(event, 0, action);
    }

    private void walk(@Nullable JsonNode node, int level, Consumer<List<P>> action) {
      if (node == null) {
        return;
      }
      if (node.isArray()) {
        node.forEach(element -> walk(element, level, action));
      } else if (level < levels.length) {
        walk(node.get(levels[level]), level + 1, action);
      } else if (node.isTextual()) {
        List<P> place = places.get(node.textValue());
        if (place != null) {
          action.accept(place);
        }
      }
    }
  }
}
