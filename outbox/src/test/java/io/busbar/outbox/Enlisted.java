// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import java.sql.Connection;
import java.sql.SQLException;

/** A transaction that stays open while others go on. */
final class Enlisted {
  private final Connection connection;
  private final Enlistment enlistment;

  /** Publishes one event of the key {@code key}. */
  Enlisted(OutboxFixture fixture, String item) {
    try {
      connection = fixture.database.dataSource().getConnection();
      connection.setAutoCommit(false);
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
    enlistment = fixture.outbox.enlist(connection);
    enlistment.publish(ItemAdded.keyed(item, "key"));
  }

  void commit() {
    try (connection) {
      connection.commit();
      enlistment.committed();
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
