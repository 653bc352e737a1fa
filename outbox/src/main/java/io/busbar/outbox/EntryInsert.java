// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Inserts rows in their order, so that ids of a later row are higher. */
@FunctionalInterface
interface EntryInsert {

  /**
   * The ids, in the order of the rows.
   *
   * @param last SQL behind the last statement, in the same round trip; mostly empty
   */
  List<Long> run(Connection connection, List<NewRow> rows, String last) throws SQLException;
}
