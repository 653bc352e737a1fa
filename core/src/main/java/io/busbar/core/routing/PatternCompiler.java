// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.routing;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import software.amazon.event.ruler.AnythingButValuesSet;
import software.amazon.event.ruler.GenericMachine;
import software.amazon.event.ruler.JsonRuleCompiler;
import software.amazon.event.ruler.MachineComplexityEvaluator;
import software.amazon.event.ruler.Patterns;

/** Checks a pattern as PutRule does, in its order, and compiles it with event-ruler. */
final class PatternCompiler {

  private final String pattern;
  private final PatternLimits limits;

  private PatternCompiler(String pattern, PatternLimits limits) {
    this.pattern = pattern;
    this.limits = limits;
  }

  /**
   * The rules that a pattern is made of, one for each combination of its {@code $or} alternatives;
   * from field to what it must match.
   */
  static List<Map<String, List<Patterns>>> compile(String pattern, PatternLimits limits) {
    PatternCompiler compiler = new PatternCompiler(pattern, limits);
    compiler.checkLength();
    PatternShape shape = PatternShape.of(pattern);
    compiler.checkCombinations(shape.orCombinations());
    List<Map<String, List<Patterns>>> rules = compiler.rules();
    compiler.checkNothingFollows(shape);
    compiler.checkEmptyLists(rules);
    compiler.checkMachine(rules);
    return rules;
  }

  private void checkLength() {
    int length = pattern.length();
    if (length > limits.maxApiLength()) {
      throw InvalidEventPatternException.withCode(
          pattern,
          "ValidationException",
          "1 validation error detected: Value '%s' at 'eventPattern' failed to satisfy constraint: Member must have length less than or equal to %d"
              .formatted(pattern, limits.maxApiLength()),
          "The pattern has %d characters. Shorten it, or write several rules.".formatted(length));
    }
    if (length > limits.maxLength()) {
      throw InvalidEventPatternException.because(
          pattern,
          "The pattern has %d characters, more than the quota 'Event pattern size' of %d"
              .formatted(length, limits.maxLength()),
          "Shorten it, write several rules, or have AWS raise the quota (to %d at most) and set PatternLimits.maxLength to the new one."
              .formatted(limits.maxApiLength()));
    }
  }

  /** The number is AWS's, from the documentation of {@code $or}; its wording is not known. */
  private void checkCombinations(long combinations) {
    if (combinations > limits.maxOrCombinations()) {
      throw InvalidEventPatternException.withCode(
          pattern,
          "LimitExceededException",
          "Event pattern is not valid. Reason: $or makes more than %d combinations of rules"
              .formatted(limits.maxOrCombinations()),
          "The sizes of several $or arrays multiply. Use fewer alternatives, or write several rules.");
    }
  }

  private List<Map<String, List<Patterns>>> rules() {
    try {
      return JsonRuleCompiler.compile(pattern);
    } catch (IOException | IllegalArgumentException e) {
      throw InvalidEventPatternException.because(pattern, String.valueOf(e.getMessage()));
    }
  }

  /** event-ruler ignores what follows: a brace too many would silently cut the pattern short. */
  private void checkNothingFollows(PatternShape shape) {
    if (shape.hasMoreThanOneValue()) {
      throw InvalidEventPatternException.because(
          pattern,
          "Something follows the end of the pattern",
          "Look for a closing brace too many: what follows it would be ignored.");
    }
  }

  /** event-ruler accepts these and then fails with a NullPointerException when they are added. */
  private void checkEmptyLists(List<Map<String, List<Patterns>>> rules) {
    boolean empty =
        rules.stream()
            .flatMap(rule -> rule.values().stream())
            .flatMap(List::stream)
            .anyMatch(p -> p instanceof AnythingButValuesSet set && set.getValues().isEmpty());
    if (empty) {
      throw InvalidEventPatternException.because(pattern, "Empty arrays are not allowed");
    }
  }

  private void checkMachine(List<Map<String, List<Patterns>>> rules) {
    GenericMachine<String> machine = GenericMachine.<String>builder().build();
    try {
      rules.forEach(rule -> machine.addPatternRule("pattern", rule));
    } catch (RuntimeException e) {
      throw InvalidEventPatternException.because(pattern, String.valueOf(e.getMessage()));
    }
    int max = limits.maxWildcardComplexity();
    if (machine.evaluateComplexity(new MachineComplexityEvaluator(max + 1)) > max) {
      throw InvalidEventPatternException.because(
          pattern,
          "Rule is too complex - try using fewer wildcard characters or fewer repeating character sequences after a wildcard character");
    }
  }
}
