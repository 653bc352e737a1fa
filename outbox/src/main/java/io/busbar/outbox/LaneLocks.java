// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.TreeSet;

/**
 * Locks ordering keys by the rows of the table outbox_lane, for databases whose own locks do not
 * end with a transaction. Keys share the rows by their hashes.
 */
final class LaneLocks {
  private static final int LANES = 256;

  private LaneLocks() {}

  static void lock(Connection connection, Collection<String> keys) throws SQLException {
    TreeSet<Integer> lanes = new TreeSet<>();
    keys.forEach(key -> lanes.add(Math.floorMod(key.hashCode(), LANES)));
    String lock = "SELECT lane FROM outbox_lane WHERE lane = ? FOR UPDATE";
    try (PreparedStatement statement = connection.prepareStatement(lock)) {
      for (int lane : lanes) {
        statement.setInt(1, lane);
        statement.executeQuery().close();
      }
    }
  }
}
