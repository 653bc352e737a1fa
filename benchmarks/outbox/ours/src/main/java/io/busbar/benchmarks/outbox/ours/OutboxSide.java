// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.outbox.ours;

import io.busbar.benchmarks.outbox.workload.Bus;
import io.busbar.benchmarks.outbox.workload.Business;
import io.busbar.benchmarks.outbox.workload.Contender;
import io.busbar.benchmarks.outbox.workload.OrderPlaced;
import io.busbar.core.BusbarConfig;
import io.busbar.core.OutgoingEvent;
import io.busbar.core.publish.PublishPipeline;
import io.busbar.outbox.Outbox;
import io.busbar.outbox.OutboxDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Busbar's outbox with its defaults: eight requests in flight. */
final class OutboxSide implements Contender {
  private final OutboxDataSource dataSource;
  private final Outbox outbox;

  OutboxSide(DataSource pool, Bus bus, int batch) throws SQLException {
    dataSource = OutboxDataSource.wrap(pool);
    BusTransport transport = new BusTransport(bus, batch);
    outbox =
        Outbox.builder(dataSource, transport, "central-bus")
            .createSchema()
            .build(PublishPipeline.of(BusbarConfig.of("shop")));
    outbox.start();
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("TRUNCATE outbox");
    }
  }

  @Override
  public void transact(OrderPlaced event) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      Business.insert(connection, event);
      outbox.publish(OutgoingEvent.builder("grocer.shop", "Order Placed", event).build());
      connection.commit();
    }
  }

  @Override
  public void close() {
    outbox.close();
  }
}
