// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PatternIndexTest {

  private static final String EVENT = "{\"a\":1,\"b\":\"y\",\"ip\":\"10.1.1.1\"}";

  private static final List<String> KINDS =
      List.of(
          "{'a':[1]}",
          "{'a':[1,2],'b':['x']}",
          "{'a':[{'numeric':['>',0,'<',9]}]}",
          "{'a':[{'numeric':['>',1]}]}",
          "{'b':['y']}",
          "{'b':['x','y'],'a':[1]}",
          "{'b':[{'prefix':'y'}]}",
          "{'b':[{'suffix':'y'}],'a':[1]}",
          "{'b':[{'wildcard':'*y*'}]}",
          "{'b':[{'anything-but':['x','y']}]}",
          "{'b':[{'anything-but':{'prefix':'x'}}]}",
          "{'b':[{'equals-ignore-case':'Y'}]}",
          "{'ip':[{'cidr':'10.0.0.0/8'}]}",
          "{'q':[{'exists':false}],'a':[1]}",
          "{'q':[{'exists':true}]}",
          "{'$or':[{'a':[7]},{'b':['y']}]}",
          "{'a':[1],'$or':[{'b':['x']},{'ip':[{'exists':true}]},{'q':[1]}]}");

  private final PatternIndex<String> index = new PatternIndex<>();

  @Test
  void namesWhatMatchesInTheOrderOfAdding() {
    index.put("last by name", pattern("{'a':[1]}"));
    index.put("other", pattern("{'a':[2]}"));
    index.put("any a", pattern("{'a':[{'exists':true}]}"));
    index.put("by or", pattern("{'$or':[{'a':[1]},{'b':[1]}]}"));

    assertThat(index.matching("{\"a\":1,\"b\":1}"))
        .containsExactly("last by name", "any a", "by or");
    assertThat(index.matching("{\"a\":2}")).containsExactly("other", "any a");
    assertThat(index.matching("{}")).isEmpty();
  }

  @Test
  void replacesAPatternInItsPlace() {
    index.put("first", pattern("{'a':[1]}"));
    index.put("second", pattern("{'a':[1,2]}"));

    index.put("first", pattern("{'a':[2]}"));

    assertThat(index.matching("{\"a\":1}")).containsExactly("second");
    assertThat(index.matching("{\"a\":2}")).containsExactly("first", "second");
    assertThat(index.size()).isEqualTo(2);
    assertThat(index.get("first")).contains(pattern("{'a':[2]}"));
  }

  @Test
  void removesAPatternAndLeavesItsEqualsAlone() {
    index.put("one", pattern("{'$or':[{'a':[1]},{'b':[{'numeric':['>',1]}]}],'c':['x']}"));
    index.put("same", pattern("{'$or':[{'a':[1]},{'b':[{'numeric':['>',1]}]}],'c':['x']}"));

    assertThat(index.remove("one")).isTrue();
    assertThat(index.remove("one")).isFalse();

    assertThat(index.matching("{\"b\":2,\"c\":\"x\"}")).containsExactly("same");
    assertThat(index.get("one")).isEmpty();
    assertThat(index.remove("same")).isTrue();
    assertThat(index.matching("{\"b\":2,\"c\":\"x\"}")).isEmpty();
  }

  /** event-ruler alone now and then leaves out an alternative that shares a value with another. */
  @Test
  void seesEveryAlternativeEveryTimeAndNamesAKeyOnce() {
    for (int i = 0; i < 30; i++) {
      index.put("or", pattern("{'$or':[{'a':[5,1]},{'a':[{'anything-but':[2]},1]}]}"));

      assertThat(index.matching("{\"a\":\"x\"}")).containsExactly("or");
      assertThat(index.matching("{\"a\":1}")).containsExactly("or");
      assertThat(index.remove("or")).isTrue();
    }
    assertThat(index.matching("{\"a\":1}")).isEmpty();
  }

  @Test
  void holdsAThousandPatterns() {
    PatternIndex<Integer> rules = new PatternIndex<>();
    IntStream.range(0, 1_000)
        .forEach(i -> rules.put(i, pattern("{'a':[" + i % 10 + "],'b':[" + i + "]}")));

    assertThat(rules.matching("{\"a\":2,\"b\":42}")).containsExactly(42);
    IntStream.range(0, 1_000).filter(i -> i != 42).forEach(rules::remove);
    assertThat(rules.matching("{\"a\":2,\"b\":42}")).containsExactly(42);
    assertThat(rules.size()).isEqualTo(1);
  }

  /** Names twice or with dots, numbers as written, escapes, arrays, no object. */
  @Test
  void readsUnusualEventsAsEachPatternAloneDoes() {
    List<String> patterns =
        List.of(
            "{'a':['x']}",
            "{'a':['y'],'b':['é\\n']}",
            "{'a':{'b':['x','y'],'c':[1]}}",
            "{'a':{'b':['x']},'n':[42.5]}",
            "{'n':['42.50']}",
            "{'n':[{'exists':false}]}",
            "{'':['x']}");
    List<String> events =
        List.of(
            "{'a':'x','a':'y','b':'\\u00e9\\n'}",
            "{'b':'\\u00e9\\n','\\u0061':'y'}",
            "{'a.b':'x','n':42.50}",
            "{'a':{'b':'x'},'n':4.25e1}",
            "{'a':[{'b':'y','c':2},{'b':'z','c':1}]}",
            "{'a':[[{'b':['q','y'],'c':[2,1.0]}]]}",
            "{'a':{'b':{'b':'x'}},'n':{}}",
            "{'':'x','z.q':1}",
            "{}");
    patterns.forEach(pattern -> index.put(pattern, pattern(pattern)));

    for (String event : events) {
      String json = event.replace('\'', '"');
      assertThat(index.matching(json))
          .as(json)
          .isEqualTo(patterns.stream().filter(each -> pattern(each).matches(json)).toList());
    }
  }

  @Test
  void refusesWhatIsNoEvent() {
    index.put("by text", pattern("{'a':['x']}"));

    assertThatThrownBy(() -> index.matching("[1]"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The event is not a JSON object. Give the whole envelope, as EventBridge delivers it.");
    assertThatThrownBy(() -> index.matching("{'a':"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("The event is not well-formed JSON at line 1, column 2.");
  }

  @Test
  void agreesWithEachPatternAloneAfterManyChanges() {
    Random random = new Random(7);
    Map<String, EventPattern> expected = new LinkedHashMap<>();
    for (int change = 0; change < 1_000; change++) {
      String key = "rule-" + random.nextInt(30);
      if (random.nextInt(3) == 0) {
        assertThat(index.remove(key)).isEqualTo(expected.remove(key) != null);
      } else {
        EventPattern pattern = pattern(KINDS.get(random.nextInt(KINDS.size())));
        index.put(key, pattern);
        expected.put(key, pattern);
      }
      assertThat(index.matching(EVENT))
          .containsExactlyElementsOf(
              expected.keySet().stream().filter(k -> expected.get(k).matches(EVENT)).toList());
    }
  }

  @Test
  void missesAndInventsNothingWhilePatternsChange() throws Exception {
    index.put("stays", pattern("{'b':[{'prefix':'y'}]}"));
    index.put("replaced", pattern("{'a':[1]}"));
    AtomicBoolean done = new AtomicBoolean();
    Set<List<String>> seen = ConcurrentHashMap.newKeySet();
    CountDownLatch started = new CountDownLatch(2);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<?> first = threads.submit(() -> matchUntil(done, started, seen));
      Future<?> second = threads.submit(() -> matchUntil(done, started, seen));
      assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
      for (int i = 0; i < 500; i++) {
        index.put("replaced", pattern("{'a':[1," + i + "]}"));
        index.put("passing", pattern("{'b':[{'prefix':'y'}],'a':[" + (i + 2) + "]}"));
        index.put("passing", pattern("{'b':[{'wildcard':'*y" + i + "'}]}"));
        index.put("passing", pattern("{'b':[{'anything-but':['y','" + i + "']}]}"));
        index.remove("passing");
      }
      done.set(true);
      first.get(30, TimeUnit.SECONDS);
      second.get(30, TimeUnit.SECONDS);
    } finally {
      done.set(true);
      threads.shutdownNow();
    }

    assertThat(seen).containsExactly(List.of("stays", "replaced"));
  }

  private void matchUntil(AtomicBoolean done, CountDownLatch started, Set<List<String>> seen) {
    do {
      seen.add(index.matching(EVENT));
      started.countDown();
    } while (!done.get());
  }

  private static EventPattern pattern(String json) {
    return EventPattern.of(json.replace('\'', '"'));
  }
}
