// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A claim in two statements, for databases whose updates return nothing. */
record LockingClaim(IdList idList) {

  List<Long> run(Connection connection, List<Long> ids, int node) throws SQLException {
    List<Long> claimed = new ArrayList<>();
    Database.inTransaction(
        connection,
        own -> {
          claimed.addAll(lock(own, ids));
          if (!claimed.isEmpty()) {
            update(own, claimed, node);
          }
        });
    return claimed;
  }

  private List<Long> lock(Connection connection, List<Long> ids) throws SQLException {
    String select =
        String.format(
            "SELECT id FROM outbox WHERE %s AND id %s FOR UPDATE SKIP LOCKED",
            SweepQueries.FREE, idList.in(ids.size()));
    try (PreparedStatement statement = connection.prepareStatement(select)) {
      idList.bind(statement, 1, ids);
      return OutboxTable.longs(statement);
    }
  }

  private void update(Connection connection, List<Long> ids, int node) throws SQLException {
    String update = "UPDATE outbox SET owner = ? WHERE id " + idList.in(ids.size());
    try (PreparedStatement statement = connection.prepareStatement(update)) {
      statement.setInt(1, node);
      idList.bind(statement, 2, ids);
      statement.executeUpdate();
    }
  }
}
