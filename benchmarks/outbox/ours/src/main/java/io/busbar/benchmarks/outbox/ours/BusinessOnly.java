// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.outbox.ours;

import io.busbar.benchmarks.outbox.workload.Bus;
import io.busbar.benchmarks.outbox.workload.Business;
import io.busbar.benchmarks.outbox.workload.Contender;
import io.busbar.benchmarks.outbox.workload.OrderPlaced;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** No outbox at all, only the business's row: what one would do that costs nothing. */
record BusinessOnly(DataSource pool, Bus bus) implements Contender {

  @Override
  public void transact(OrderPlaced event) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      Business.insert(connection, event);
      connection.commit();
    }
    bus.accepted(event.number());
  }

  @Override
  public void close() {}
}
