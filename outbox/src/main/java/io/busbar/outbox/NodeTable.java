// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/**
 * The statements on the table outbox_node: who relays, and until when the others believe it. Its
 * ids are never used twice, so an id is a fencing token as well. Stateless.
 */
final class NodeTable {
  private static final String[] KEY = {"node"};
  private final String insert;
  private final String renew;

  NodeTable(Dialect dialect) {
    String until = dialect.later("?");
    this.insert = "INSERT INTO outbox_node (lease_until, host) VALUES (" + until + ", ?)";
    this.renew = "UPDATE outbox_node SET lease_until = " + until + " WHERE node = ?";
  }

  /** A new node's id. */
  int insert(Connection connection, Duration lease, String host) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(insert, KEY)) {
      statement.setLong(1, lease.toMillis());
      statement.setString(2, host);
      statement.executeUpdate();
      try (ResultSet id = statement.getGeneratedKeys()) {
        id.next();
        return id.getInt(1);
      }
    }
  }

  /** False when the node was declared dead. */
  boolean renew(Connection connection, Duration lease, int node) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(renew)) {
      statement.setLong(1, lease.toMillis());
      statement.setInt(2, node);
      return statement.executeUpdate() == 1;
    }
  }

  /**
   * Removes a node. Rows whose owner is no node are anybody's, so that nothing has to be written to
   * them, however many there are.
   */
  void leave(Connection connection, int node) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("DELETE FROM outbox_node WHERE node = ?")) {
      statement.setInt(1, node);
      statement.executeUpdate();
    }
  }
}
