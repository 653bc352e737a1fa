// SPDX-License-Identifier: Apache-2.0
package io.busbar.publisher;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.core.ServiceLimits;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PackerTest {
  private static final int BARE = Events.entry(0, "{}").size();

  @Property
  void packsWithinBothLimitsInOrderAndLeavesNothingBehind(
      @ForAll @Size(max = 60) List<@IntRange(max = 400) Integer> details,
      @ForAll @IntRange(min = 1, max = 12) int maxEntries,
      @ForAll @IntRange(min = 450, max = 2_000) int maxBytes) {
    ServiceLimits limits = new ServiceLimits(maxEntries, maxBytes, 2_048);
    List<Pending> events = new ArrayList<>();
    details.forEach(length -> events.add(event(events.size(), length)));

    List<List<Pending>> requests = packAll(events, limits);

    assertThat(requests).allSatisfy(request -> assertThat(request).hasSizeBetween(1, maxEntries));
    assertThat(requests).allSatisfy(request -> assertThat(bytes(request)).isLessThan(maxBytes));
    assertThat(requests.stream().flatMap(List::stream)).containsExactlyElementsOf(events);
  }

  @Property
  void leavesOutAnEntryOnlyIfItDoesNotFit(
      @ForAll @Size(min = 1, max = 60) List<@IntRange(max = 400) Integer> details) {
    ServiceLimits limits = new ServiceLimits(10, 1_000, 2_048);
    List<Pending> events = new ArrayList<>();
    details.forEach(length -> events.add(event(events.size(), length)));

    List<List<Pending>> requests = packAll(events, limits);

    for (int i = 0; i + 1 < requests.size(); i++) {
      int withNext = bytes(requests.get(i)) + requests.get(i + 1).get(0).size();
      assertThat(requests.get(i).size() == 10 || withNext >= 1_000).isTrue();
    }
  }

  @Test
  void keepsTheSumStrictlyBelowTheLimit() {
    Deque<Pending> waiting = new ArrayDeque<>(List.of(event(0, 0), event(1, 0), event(2, 0)));

    assertThat(Packer.next(waiting, new ServiceLimits(10, 2 * BARE, 2_048))).hasSize(1);
    assertThat(Packer.next(waiting, new ServiceLimits(10, 2 * BARE + 1, 2_048))).hasSize(2);
  }

  private static List<List<Pending>> packAll(List<Pending> events, ServiceLimits limits) {
    Deque<Pending> waiting = new ArrayDeque<>(events);
    List<List<Pending>> requests = new ArrayList<>();
    while (!waiting.isEmpty()) {
      requests.add(Packer.next(waiting, limits));
    }
    return requests;
  }

  /** An event whose detail is {@code length} bytes longer than an empty one. */
  private static Pending event(int number, int length) {
    return Events.pending(Events.entry(number, "{" + " ".repeat(length) + "}"));
  }

  private static int bytes(List<Pending> request) {
    return request.stream().mapToInt(Pending::size).sum();
  }
}
