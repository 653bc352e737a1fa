// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.busbar.core.EventId;
import io.busbar.core.EventIds;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What every {@link EventIds} promises. A test class implements this interface and says what is
 * under test; JUnit then runs the tests below.
 */
public interface EventIdsContract {

  /** So many ids are made at once. */
  int MANY = 10_000;

  /** What is under test: the same within one test. */
  EventIds ids();

  /** RFC 9562, section 5.7. */
  @Test
  default void makesUuidsOfVersionSeven() {
    EventId id = ids().next();

    assertEquals(7, id.value().version());
    assertEquals(2, id.value().variant());
  }

  @Test
  default void makesIdsThatSortByTheirAge() {
    EventId last = ids().next();
    for (int i = 0; i < MANY; i++) {
      EventId next = ids().next();
      assertTrue(last.compareTo(next) < 0, last + " then " + next);
      last = next;
    }
  }

  @Test
  default void makesNoIdTwiceOnAnyThread() throws Exception {
    Set<EventId> all = new HashSet<>();
    for (List<EventId> ofOne : Race.of(4, () -> next(MANY)).results()) {
      all.addAll(ofOne);
    }

    assertEquals(4 * MANY, all.size());
  }

  private List<EventId> next(int count) {
    List<EventId> ids = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      ids.add(ids().next());
    }
    return ids;
  }
}
