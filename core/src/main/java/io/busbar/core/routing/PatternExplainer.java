// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.routing;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.event.ruler.GenericMachine;
import software.amazon.event.ruler.JsonRuleCompiler;
import software.amazon.event.ruler.Patterns;

/**
 * Finds out why an event does not match. It decides nothing itself: it puts questions about parts
 * of the pattern to event-ruler.
 */
final class PatternExplainer {

  private final JsonNode envelope;
  private final Map<PatternPart.Field, List<Patterns>> compiled = new HashMap<>();

  PatternExplainer(JsonNode envelope) {
    this.envelope = envelope;
  }

  /**
   * @param parts of a pattern that does not take the event
   */
  PatternExplanation whyNot(List<PatternPart> parts) {
    PatternExplanation explanation = explain(parts);
    return explanation.isMatch() ? notTogether(PatternParts.rules(parts)) : explanation;
  }

  private PatternExplanation explain(List<PatternPart> parts) {
    List<PatternPart.Field> fields = fields(parts);
    for (PatternPart part : parts) {
      Optional<PatternExplanation> failure =
          part instanceof PatternPart.Or or
              ? failure(or)
              : failure((PatternPart.Field) part, fields);
      if (failure.isPresent()) {
        return failure.get();
      }
    }
    List<List<PatternPart.Field>> rules = PatternParts.rules(parts);
    return rules.stream().anyMatch(this::matches)
        ? new PatternExplanation.Matches()
        : notTogether(rules);
  }

  private static List<PatternPart.Field> fields(List<PatternPart> parts) {
    return parts.stream()
        .filter(PatternPart.Field.class::isInstance)
        .map(PatternPart.Field.class::cast)
        .toList();
  }

  private Optional<PatternExplanation> failure(PatternPart.Or or) {
    List<PatternExplanation> alternatives = or.alternatives().stream().map(this::explain).toList();
    return alternatives.stream().anyMatch(PatternExplanation::isMatch)
        ? Optional.empty()
        : Optional.of(new PatternExplanation.NoAlternative(or.path(), alternatives));
  }

  private Optional<PatternExplanation> failure(
      PatternPart.Field field, List<PatternPart.Field> company) {
    if (!isAtFault(field, company)) {
      return Optional.empty();
    }
    FoundValues found = FoundValues.at(envelope, field.path());
    return Optional.of(
        new PatternExplanation.FieldDiffers(
            field.path(),
            found.values(),
            PatternWords.compact(field.wanted()),
            PatternWords.sentence(field, found)));
  }

  /**
   * A field that must be absent may fail alone and match in company: event-ruler looks for it only
   * in the array's element that the other fields chose.
   */
  private boolean isAtFault(PatternPart.Field field, List<PatternPart.Field> company) {
    if (matches(List.of(field))) {
      return false;
    }
    List<PatternPart.Field> withOthers = new ArrayList<>(List.of(field));
    company.stream().filter(other -> matches(List.of(other))).forEach(withOthers::add);
    return withOthers.size() == 1 || !matches(withOthers);
  }

  /** None of the rules matches, but at least one has no field that is at fault. */
  private PatternExplanation notTogether(List<List<PatternPart.Field>> rules) {
    List<PatternPart.Field> rule =
        rules.stream()
            .filter(fields -> fields.stream().noneMatch(field -> isAtFault(field, fields)))
            .findFirst()
            .orElse(rules.get(0));
    List<PatternPart.Field> conflict = conflict(rule);
    return new PatternExplanation.NotTogether(
        conflict.stream().map(PatternPart.Field::path).toList(), sharedArray(conflict));
  }

  /** As few fields as possible that still do not match together. */
  private List<PatternPart.Field> conflict(List<PatternPart.Field> rule) {
    List<PatternPart.Field> conflict = new ArrayList<>(rule);
    for (PatternPart.Field field : rule) {
      List<PatternPart.Field> rest = new ArrayList<>(conflict);
      rest.remove(field);
      if (rest.size() > 1 && !matches(rest)) {
        conflict = rest;
      }
    }
    return conflict;
  }

  /** The innermost array that the paths of all the fields lead through; empty if there is none. */
  private List<String> sharedArray(List<PatternPart.Field> fields) {
    Set<String> shared = FoundValues.at(envelope, fields.get(0).path()).arrays();
    for (PatternPart.Field field : fields) {
      shared.retainAll(FoundValues.at(envelope, field.path()).arrays());
    }
    return shared.stream().max(Comparator.comparingInt(String::length)).stream().toList();
  }

  private boolean matches(List<PatternPart.Field> fields) {
    Map<String, List<Patterns>> rule = new HashMap<>();
    fields.forEach(field -> rule.put(field.path(), patterns(field)));
    GenericMachine<Boolean> machine = GenericMachine.<Boolean>builder().build();
    machine.addPatternRule(true, rule);
    return !Matching.of(machine, envelope).isEmpty();
  }

  private List<Patterns> patterns(PatternPart.Field field) {
    return compiled.computeIfAbsent(field, PatternExplainer::compile);
  }

  private static List<Patterns> compile(PatternPart.Field field) {
    String name = new String(JsonStringEncoder.getInstance().quoteAsString(field.path()));
    try {
      return JsonRuleCompiler.compile("{\"%s\":%s}".formatted(name, field.wanted())).stream()
          .flatMap(rule -> rule.values().stream())
          .flatMap(List::stream)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("The pattern was checked before, but does not compile.", e);
    }
  }
}
