// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A table full of rows that nobody has relayed, as after an outage of days. */
class BacklogOfRowsTest {
  private static final int ROWS = Boolean.getBoolean("busbar.exhaustive") ? 1_000_000 : 20_000;
  private static final int MEMORY = 1_000;
  private static final String FILL =
      "INSERT INTO outbox (event_id, bus, ordering_key, source, detail_type, detail)"
          + " SELECT gen_random_uuid(), 'central-bus', CASE WHEN n %% 2 = 0 THEN 'key-' || n %% 100 END,"
          + " 'grocer.test', 'Item Added', convert_to('{\"item\":\"' || n || '\"}', 'UTF8')"
          + " FROM generate_series(1, %d) AS n";

  @Test
  void isWorkedOffInOrderWithBoundedMemory() {
    try (OutboxFixture fixture = OutboxFixture.on(DatabaseKind.POSTGRESQL)) {
      CountingDataSource counting = new CountingDataSource(fixture.database.dataSource());
      fixture.database.execute(String.format(FILL, ROWS));
      fixture.database.execute("ANALYZE outbox");
      Outbox outbox =
          Outbox.builder(counting, fixture.bus, "central-bus")
              .memory(MEMORY)
              .dialect(fixture.database.dialect())
              .build(fixture.pipeline());
      long start = System.nanoTime();
      outbox.step();
      assertThat(fixture.bus.requests).as("sent by the first step").isNotEmpty();
      System.out.printf(
          "result: outbox.backlog-first-event-ms %d of %d rows%n",
          (System.nanoTime() - start) / 1_000_000, ROWS);
      int mostInMemory = drain(outbox);
      fixture.advance(Duration.ofSeconds(1));
      OutboxFixture.drain(outbox);
      System.out.printf(
          "result: outbox.backlog-rows-per-second %d%n",
          (long) (ROWS * 1e9 / (System.nanoTime() - start)));

      assertThat(mostInMemory).isLessThanOrEqualTo(MEMORY);
      assertThat(fixture.bus.accepted).hasSize(ROWS);
      assertThat(fixture.database.count("outbox")).isZero();
      keepsTheOrderOfKeys(fixture);
    }
  }

  private static int drain(Outbox outbox) {
    int most = 0;
    while (outbox.step()) {
      most = Math.max(most, Integer.parseInt(outbox.health().details().get("inMemory")));
    }
    return most;
  }

  private static void keepsTheOrderOfKeys(OutboxFixture fixture) {
    List<Integer> ofOneKey =
        fixture.bus.acceptedItems().stream()
            .map(Integer::valueOf)
            .filter(item -> item % 100 == 42)
            .toList();
    assertThat(ofOneKey).hasSize(ROWS / 100).isSorted();
  }

  /** A sort of the whole table would come before the first event. */
  @Test
  void isReadByAnIndexWithoutASort() {
    try (OutboxFixture fixture = OutboxFixture.on(DatabaseKind.POSTGRESQL)) {
      CountingDataSource counting = new CountingDataSource(fixture.database.dataSource());
      fixture.database.execute(String.format(FILL, ROWS));
      fixture.database.execute("ANALYZE outbox");
      Outbox outbox =
          Outbox.builder(counting, fixture.bus, "central-bus")
              .memory(MEMORY)
              .dialect(fixture.database.dialect())
              .build(fixture.pipeline());
      fixture.bus.holds();
      outbox.step();
      String page =
          counting.statements.stream()
              .filter(sql -> sql.contains("ORDER BY id LIMIT"))
              .findFirst()
              .orElseThrow();

      List<String> plan = fixture.database.column("EXPLAIN " + page.replace("?", "1000"));

      assertThat(plan)
          .noneMatch(line -> line.contains("Sort"))
          .anyMatch(line -> line.contains("Index"));
    }
  }
}
