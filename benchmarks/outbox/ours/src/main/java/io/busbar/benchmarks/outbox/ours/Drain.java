// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.outbox.ours;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.busbar.core.BusbarConfig;
import io.busbar.core.publish.Entry;
import io.busbar.core.publish.EntryResult;
import io.busbar.core.publish.EventTransport;
import io.busbar.core.publish.PublishPipeline;
import io.busbar.outbox.Outbox;
import io.busbar.outbox.Schema;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** Works off a backlog that somebody else has left. */
final class Drain {
  private static final String FILL =
      """
      INSERT INTO outbox (event_id, bus, source, detail_type, detail)
      SELECT gen_random_uuid(), 'central-bus', 'grocer.shop', 'Order Placed',
             convert_to('{"number":' || n || ',"street":"' || repeat('x', 250) || '"}', 'UTF8')
      FROM generate_series(1, ?) AS n
      """;

  private Drain() {}

  /** Prints events a second, milliseconds to the first event, and the peak of the heap in MB. */
  static void run(String url, int rows) throws Exception {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    try (HikariDataSource pool = new HikariDataSource(config)) {
      fill(pool, rows);
      Counting transport = new Counting(rows);
      Outbox outbox =
          Outbox.builder(pool, transport, "central-bus")
              .build(PublishPipeline.of(BusbarConfig.of("shop")));
      long start = System.nanoTime();
      outbox.start();
      transport.left.await();
      double seconds = (System.nanoTime() - start) / 1e9;
      double first = (transport.first.get() - start) / 1e6;
      outbox.close();
      System.out.println("figures: " + rows / seconds + " " + first + " " + peakHeap());
    }
    System.exit(0);
  }

  private static void fill(HikariDataSource pool, int rows) throws SQLException {
    Schema.of(pool).apply();
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        PreparedStatement fill = connection.prepareStatement(FILL)) {
      statement.execute("TRUNCATE outbox");
      fill.setInt(1, rows);
      fill.executeUpdate();
      statement.execute("ANALYZE outbox");
    }
  }

  private static double peakHeap() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == java.lang.management.MemoryType.HEAP)
            .mapToLong(pool -> pool.getPeakUsage().getUsed())
            .sum()
        / 1e6;
  }

  private static final class Counting implements EventTransport {
    private final AtomicLong first = new AtomicLong();
    private final CountDownLatch left;

    Counting(int rows) {
      this.left = new CountDownLatch(rows);
    }

    @Override
    public io.busbar.core.ServiceLimits limits() {
      return io.busbar.core.ServiceLimits.EVENTBRIDGE;
    }

    @Override
    public CompletableFuture<List<EntryResult>> send(List<Entry> entries) {
      first.compareAndSet(0, System.nanoTime());
      entries.forEach(entry -> left.countDown());
      return CompletableFuture.completedFuture(
          entries.stream().<EntryResult>map(entry -> new EntryResult.Accepted("ok")).toList());
    }
  }
}
