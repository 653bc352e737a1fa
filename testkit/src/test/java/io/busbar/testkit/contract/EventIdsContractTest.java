// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.core.EventId;
import io.busbar.core.EventIds;
import io.busbar.core.TimeSource;
import io.busbar.testkit.VirtualClock;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class EventIdsContractTest {

  @Nested
  class Machine implements EventIdsContract {
    private final EventIds ids = EventIds.of(TimeSource.system(), new Random());

    @Override
    public EventIds ids() {
      return ids;
    }
  }

  /** On a clock that stands still, which is the hardest. */
  @Nested
  class Seeded implements EventIdsContract {
    private final EventIds ids = EventIds.of(VirtualClock.create(), new Random(42));

    @Override
    public EventIds ids() {
      return ids;
    }
  }

  @Test
  void noticesIdsWithoutTime() {
    assertThat(Kit.failures(RandomIds.class))
        .containsExactly("makesIdsThatSortByTheirAge", "makesUuidsOfVersionSeven");
  }

  @Test
  void noticesIdsThatThreadsShare() {
    assertThat(Kit.failures(SharedByThreads.class)).containsExactly("makesNoIdTwiceOnAnyThread");
  }

  static class RandomIds implements EventIdsContract {
    @Override
    public EventIds ids() {
      return () -> new EventId(UUID.randomUUID());
    }
  }

  /** Right on one thread: each has a counter of its own, and they all count alike. */
  static class SharedByThreads implements EventIdsContract {
    private final ThreadLocal<AtomicLong> counter = ThreadLocal.withInitial(AtomicLong::new);

    @Override
    public EventIds ids() {
      return () -> {
        long tick = counter.get().incrementAndGet();
        long high = (tick >>> 12 << 16) | 0x7000 | (tick & 0xfff);
        return new EventId(new UUID(high, 0x8000_0000_0000_0000L));
      };
    }
  }
}
