// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Inserts rows in their order, so that ids of a later row are higher. */
@FunctionalInterface
interface EntryInsert {

  /** The ids, in the order of the rows. */
  List<Long> run(Connection connection, List<NewRow> rows) throws SQLException;
}
