// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ShrinkerTest {
  private static final List<Integer> ITEMS = IntStream.range(0, 100).boxed().toList();

  @Test
  void leavesNothingWhenNothingIsNeeded() {
    assertThat(new Shrinker<Integer>(items -> true).shrink(ITEMS)).isEmpty();
  }

  @Test
  void keepsAllWhenAllAreNeeded() {
    List<Integer> few = ITEMS.subList(0, 5);

    assertThat(new Shrinker<Integer>(items -> items.containsAll(few)).shrink(few)).isEqualTo(few);
  }

  @Property(tries = 200)
  void findsExactlyWhatIsNeeded(
      @ForAll @Size(min = 1, max = 4) Set<@IntRange(min = 0, max = 99) Integer> needed) {
    List<Integer> found = new Shrinker<Integer>(items -> items.containsAll(needed)).shrink(ITEMS);

    assertThat(found).containsExactlyInAnyOrderElementsOf(needed);
  }
}
