// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What nodes cost that have nothing to do. */
@OnEveryDatabase
class IdleCostTest {
  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
  private static final int MOST_STATEMENTS = 60;
  private final OutboxFixture fixture;
  private final CountingDataSource counting;

  IdleCostTest(DatabaseKind kind) {
    fixture = OutboxFixture.on(kind);
    counting = new CountingDataSource(fixture.database.dataSource());
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private Outbox node() {
    return Outbox.builder(counting, fixture.bus, "central-bus")
        .lease(OutboxFixture.LEASE)
        .dialect(fixture.database.dialect())
        .build(fixture.pipeline());
  }

  @Test
  void writesNothingAndAsksRarelyForTenMinutes() {
    List<Outbox> nodes = Stream.generate(this::node).limit(3).toList();
    OutboxFixture.commit(
        nodes.get(0), (connection, publisher) -> publisher.publish(new ItemAdded("milk")));
    nodes.forEach(OutboxFixture::drain);
    assertThat(fixture.bus.accepted).hasSize(1);
    settleDown(nodes);
    counting.statements.clear();

    pass(nodes, TEN_MINUTES);

    assertThat(counting.statements).hasSizeLessThanOrEqualTo(MOST_STATEMENTS);
    assertThat(counting.statements)
        .noneMatch(sql -> sql.startsWith("INSERT") || sql.startsWith("UPDATE"));
    System.out.println("result: outbox.idle-statements " + counting.statements.size());
  }

  /** The intervals double until they are at their longest; the node's row goes meanwhile. */
  private void settleDown(List<Outbox> nodes) {
    pass(nodes, TEN_MINUTES);
    assertThat(fixture.database.count("outbox_node")).isZero();
  }

  /** Each node is driven as its thread would, whenever it has something to do. */
  private void pass(List<Outbox> nodes, Duration duration) {
    long end = fixture.clock.nanoTime() + duration.toNanos();
    while (fixture.clock.nanoTime() < end) {
      nodes.forEach(OutboxFixture::drain);
      long next = nodes.stream().mapToLong(Outbox::nanosToNextStep).min().orElseThrow();
      fixture.advance(
          Duration.ofNanos(Math.max(1_000_000, Math.min(next, end - fixture.clock.nanoTime()))));
    }
  }
}
