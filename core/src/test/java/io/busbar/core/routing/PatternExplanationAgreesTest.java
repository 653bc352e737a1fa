// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsCoverage;

/** Random patterns and events: an explanation agrees with event-ruler about the whole pattern. */
class PatternExplanationAgreesTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final boolean EXHAUSTIVE = Boolean.getBoolean("busbar.exhaustive");

  /** 500 in all, or 100,000. */
  private static final int PAIRS_OF_A_TRY = EXHAUSTIVE ? 200 : 1;

  /** Random patterns may be larger and have more wildcards than AWS takes. */
  private static final PatternLimits LIMITS = new PatternLimits(100_000, 100_000, 10_000, 100_000);

  record Pair(String pattern, String event) {}

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
  void agreesWithMatching(@ForAll("pairs") List<Pair> pairs) {
    pairs.forEach(PatternExplanationAgreesTest::assertAgreement);
    if (EXHAUSTIVE) {
      Statistics.coverage(PatternExplanationAgreesTest::checkThatAllKindsOccur);
    }
  }

  @Property(tries = 50, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void anIndexAgreesWithEachPatternAlone(@ForAll("manyPairs") List<Pair> pairs) {
    PatternIndex<Integer> index = new PatternIndex<>();
    List<EventPattern> patterns =
        pairs.stream().map(pair -> EventPattern.of(pair.pattern(), LIMITS)).toList();
    for (int i = 0; i < patterns.size(); i++) {
      index.put(i, patterns.get(i));
    }
    for (Pair pair : pairs) {
      assertThat(index.matching(pair.event()))
          .as(pairs.toString())
          .isEqualTo(
              IntStream.range(0, patterns.size())
                  .filter(i -> patterns.get(i).matches(pair.event()))
                  .boxed()
                  .toList());
    }
  }

  private static void checkThatAllKindsOccur(StatisticsCoverage coverage) {
    for (String kind : List.of("Matches", "FieldDiffers", "NoAlternative", "NotTogether")) {
      coverage.check(kind).count(count -> count > 1_000);
    }
  }

  private static void assertAgreement(Pair pair) {
    EventPattern pattern = EventPattern.of(pair.pattern(), LIMITS);
    JsonNode event = parse(pair.event());

    PatternExplanation explanation = pattern.explain(event);

    assertThat(explanation.isMatch()).as(pair.toString()).isEqualTo(pattern.matches(event));
    assertThat(explanation.isMatch()).isEqualTo(pattern.matches(pair.event()));
    assertReason(explanation, event, pair.pattern().contains("\"exists\":false"));
    Statistics.collect(explanation.getClass().getSimpleName());
  }

  /** The reasons are true of the event, asked with patterns of their own. */
  private static void assertReason(
      PatternExplanation explanation, JsonNode event, boolean wantsAbsence) {
    if (explanation instanceof PatternExplanation.FieldDiffers differs) {
      String alone = "{\"%s\":%s}".formatted(differs.field(), differs.wanted());
      assertThat(EventPattern.of(alone, LIMITS).matches(event)).isFalse();
    } else if (explanation instanceof PatternExplanation.NoAlternative or) {
      assertThat(or.alternatives()).isNotEmpty().noneMatch(PatternExplanation::isMatch);
      or.alternatives().forEach(one -> assertReason(one, event, wantsAbsence));
    } else if (explanation instanceof PatternExplanation.NotTogether conflict && !wantsAbsence) {
      assertThat(conflict.fields()).hasSizeGreaterThan(1);
      assertThat(conflict.arrays()).hasSize(1);
    }
  }

  @Provide
  Arbitrary<List<Pair>> pairs() {
    return pair().list().ofSize(PAIRS_OF_A_TRY);
  }

  @Provide
  Arbitrary<List<Pair>> manyPairs() {
    return pair().list().ofSize(EXHAUSTIVE ? 200 : 30);
  }

  private static Arbitrary<Pair> pair() {
    Arbitrary<Pair> any = Combinators.combine(pattern(2), event(3)).as(Pair::new);
    Arbitrary<Pair> arrays = Combinators.combine(patternOfArrays(), eventOfArrays()).as(Pair::new);
    return Arbitraries.oneOf(any, arrays);
  }

  /** Fields that are often there, but often not in one element. */
  private static Arbitrary<String> patternOfArrays() {
    Arbitrary<String> ab =
        members(Arbitraries.of("a", "b"), plain().map(value -> "[" + value + "]"));
    Arbitrary<String> or =
        ab.list().ofSize(2).map(two -> "\"$or\":[{" + String.join("},{", two) + "}]");
    Arbitrary<String> inner =
        Combinators.combine(ab, or).as((one, two) -> "{" + one + "," + two + "}");
    Arbitrary<String> level = Arbitraries.oneOf(ab.map(one -> "{" + one + "}"), inner);
    return Combinators.combine(ab, level)
        .as((one, two) -> "{\"l\":{" + one + ",\"m\":" + two + "}}")
        .flatMap(
            deep -> Arbitraries.oneOf(Arbitraries.just(deep), level.map(l -> "{\"l\":" + l + "}")));
  }

  private static Arbitrary<String> eventOfArrays() {
    Arbitrary<String> ab = members(Arbitraries.of("a", "b"), plain());
    Arbitrary<String> inner = array(ab.map(one -> "{" + one + "}"));
    Arbitrary<String> outer =
        Combinators.combine(ab, inner).as((one, two) -> "{" + one + ",\"m\":" + two + "}");
    return array(outer).map(list -> "{\"l\":" + list + "}");
  }

  private static Arbitrary<String> plain() {
    return Arbitraries.of("\"x\"", "1");
  }

  /** One or two members. */
  private static Arbitrary<String> members(Arbitrary<String> names, Arbitrary<String> values) {
    return Combinators.combine(names.set().ofMinSize(1), values, values)
        .as(
            (set, one, two) ->
                set.stream()
                    .map(name -> "\"" + name + "\":" + (name.equals("a") ? one : two))
                    .collect(Collectors.joining(",")));
  }

  private static Arbitrary<String> pattern(int depth) {
    Arbitrary<String> leaf =
        Combinators.combine(leafName(), wanted().list().ofMinSize(1).ofMaxSize(2))
            .as((name, values) -> "\"" + name + "\":[" + String.join(",", values) + "]");
    if (depth == 0) {
      return braces(leaf, 1, 2);
    }
    Arbitrary<String> nested =
        Combinators.combine(containerName(), Arbitraries.lazy(() -> pattern(depth - 1)))
            .as((name, inner) -> "\"" + name + "\":" + inner);
    Arbitrary<String> or =
        Arbitraries.lazy(() -> pattern(depth - 1))
            .list()
            .ofMinSize(2)
            .ofMaxSize(3)
            .map(alternatives -> "\"$or\":[" + String.join(",", alternatives) + "]");
    return braces(Arbitraries.frequencyOf(of(4, leaf), of(4, nested), of(1, or)), 1, 3);
  }

  private static Arbitrary<String> event(int depth) {
    Arbitrary<String> leaf =
        Combinators.combine(
                leafName(),
                Arbitraries.oneOf(scalar(), array(Arbitraries.oneOf(scalar(), array(scalar())))))
            .as((name, value) -> "\"" + name + "\":" + value);
    if (depth == 0) {
      return braces(leaf, 0, 3);
    }
    Arbitrary<String> inner = Arbitraries.lazy(() -> event(depth - 1));
    Arbitrary<String> nested =
        Combinators.combine(
                containerName(),
                Arbitraries.frequencyOf(of(2, inner), of(5, array(inner)), of(1, scalar())))
            .as((name, value) -> "\"" + name + "\":" + value);
    return braces(Arbitraries.oneOf(leaf, nested), 0, 4);
  }

  private static Arbitrary<String> wanted() {
    return Arbitraries.frequencyOf(
        of(8, scalar()),
        of(
            5,
            Arbitraries.of(
                "{\"prefix\":\"x\"}",
                "{\"prefix\":{\"equals-ignore-case\":\"X\"}}",
                "{\"suffix\":\"y\"}",
                "{\"equals-ignore-case\":\"Y\"}",
                "{\"wildcard\":\"x*\"}",
                "{\"cidr\":\"10.0.0.0/24\"}",
                "{\"numeric\":[\">\",1]}",
                "{\"numeric\":[\">=\",1,\"<\",2]}",
                "{\"exists\":true}",
                "{\"exists\":false}",
                "{\"anything-but\":\"x\"}",
                "{\"anything-but\":[1,2]}",
                "{\"anything-but\":{\"prefix\":\"x\"}}",
                "{\"anything-but\":{\"wildcard\":\"*y\"}}")));
  }

  private static Arbitrary<String> scalar() {
    return Arbitraries.of(
        "\"x\"", "\"y\"", "\"xy\"", "\"10.0.0.1\"", "1", "2", "1.0", "1.5", "true", "null");
  }

  private static Arbitrary<String> leafName() {
    return Arbitraries.frequencyOf(
        of(20, Arbitraries.of("a", "b")), of(1, Arbitraries.of("l.a", "m.b")));
  }

  private static Arbitrary<String> containerName() {
    return Arbitraries.of("l", "m");
  }

  private static Arbitrary<String> array(Arbitrary<String> elements) {
    return elements.list().ofMaxSize(3).map(list -> "[" + String.join(",", list) + "]");
  }

  /** Members of one object; a name that comes again is left out, as most JSON has it. */
  private static Arbitrary<String> braces(Arbitrary<String> members, int min, int max) {
    return members
        .list()
        .ofMinSize(min)
        .ofMaxSize(max)
        .uniqueElements(member -> member.substring(0, member.indexOf(':')))
        .map(list -> list.stream().collect(Collectors.joining(",", "{", "}")));
  }

  private static Tuple.Tuple2<Integer, Arbitrary<? extends String>> of(
      int frequency, Arbitrary<String> arbitrary) {
    return Tuple.of(frequency, arbitrary);
  }

  private static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
