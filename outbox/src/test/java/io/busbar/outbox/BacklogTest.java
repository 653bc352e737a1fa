// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.core.EncodedDetail;
import io.busbar.core.EventId;
import io.busbar.core.EventName;
import io.busbar.core.ServiceLimits;
import io.busbar.core.publish.Entry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Threads that hand over late, while a sweep is under way and memory is full. */
class BacklogTest {
  private final Backlog backlog = new Backlog(2, 8, new Random(42));
  private final StoredEntry earlier = row(5, "key");
  private final StoredEntry later = row(6, "key");

  private static StoredEntry row(long id, @Nullable String key) {
    Entry entry =
        new Entry(
            new EventId(new UUID(0, id)),
            new EventName("grocer.test", "Item Added"),
            "central-bus",
            EncodedDetail.of("{}".getBytes(StandardCharsets.UTF_8)),
            List.of(),
            null,
            key,
            null,
            null,
            null);
    return new StoredEntry(id, entry, true, 0);
  }

  private void fill() {
    List<StoredEntry> rows = List.of(row(1, null), row(2, null));
    backlog.opened(rows, 0);
    backlog.committed(rows, true);
  }

  /** What would go to the bus now. */
  private List<Long> sendable() {
    backlog.lookedUp(backlog.unverified(), List.of());
    return backlog.buses().stream()
        .flatMap(bus -> backlog.take(bus, ServiceLimits.EVENTBRIDGE, 0).stream())
        .map(StoredEntry::id)
        .toList();
  }

  @Test
  void leavesInTheTableWhatIsLoadedBehindARowThatWasLeftThere() {
    fill();
    backlog.opened(List.of(earlier), 0);
    backlog.passBegins();
    backlog.committed(List.of(earlier), true);

    backlog.loaded(List.of(later));

    assertThat(sendable()).containsExactly(1L, 2L);
    assertThat(backlog.counts().spilling()).isTrue();
  }

  @Test
  void bringsBothInTheNextPass() {
    leavesInTheTableWhatIsLoadedBehindARowThatWasLeftThere();
    backlog.deleted(List.of(1L, 2L));

    backlog.passBegins();
    backlog.loaded(List.of(earlier, later));

    assertThat(sendable()).containsExactly(5L);
    backlog.settled(earlier);
    assertThat(sendable()).containsExactly(6L);
  }

  @Test
  void keepsARowWhoseSuccessorIsInMemoryAlreadyThoughThereIsNoRoom() {
    fill();
    backlog.passBegins();
    backlog.opened(List.of(earlier), 0);
    backlog.loaded(List.of(later));

    backlog.committed(List.of(earlier), true);

    assertThat(sendable()).containsExactly(1L, 2L, 5L);
  }
}
