// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.core.BusbarConfig;
import io.busbar.core.publish.PublishPipeline;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * {@link IdleCostTest} with threads, on the machine's clock and the server's. Statements are
 * counted where they are made, because the embedded server has no pg_stat_statements; rows that
 * were written are the server's own figure.
 */
class IdleInRealTimeTest {
  private static final Duration TIME =
      Boolean.getBoolean("busbar.exhaustive") ? Duration.ofMinutes(10) : Duration.ofSeconds(3);
  private static final int MOST_STATEMENTS = 60;
  private static final String ROWS_WRITTEN =
      "SELECT SUM(n_tup_ins + n_tup_upd + n_tup_del) FROM pg_stat_user_tables"
          + " WHERE schemaname = current_schema() AND relname LIKE 'outbox%'";

  private static Outbox node(CountingDataSource counting) {
    return Outbox.builder(counting, ScriptedTransport.create(), "central-bus")
        .build(PublishPipeline.of(BusbarConfig.of("test")));
  }

  @Test
  void writesNothingAndAsksRarely() throws InterruptedException {
    try (TestDatabase database = DatabaseKind.POSTGRESQL.create()) {
      CountingDataSource counting = new CountingDataSource(database.dataSource());
      List<Outbox> nodes = Stream.generate(() -> node(counting)).limit(3).toList();
      nodes.forEach(Outbox::start);
      counting.statements.clear();

      CountDownLatch never = new CountDownLatch(1);
      assertThat(never.await(TIME.toMillis(), TimeUnit.MILLISECONDS)).isFalse();
      List<String> statements = List.copyOf(counting.statements);
      List<String> rowsWritten = database.column(ROWS_WRITTEN);
      nodes.forEach(Outbox::close);

      assertThat(statements).isNotEmpty().hasSizeLessThanOrEqualTo(MOST_STATEMENTS);
      assertThat(statements).allMatch(sql -> sql.startsWith("SELECT"));
      assertThat(rowsWritten).containsExactly("0");
      System.out.printf(
          "result: outbox.idle-statements-in-real-time %d in %d s%n",
          statements.size(), TIME.toSeconds());
    }
  }
}
