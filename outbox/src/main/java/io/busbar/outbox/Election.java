// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Lets one of several nodes do some work while the others go on. Only a matter of economy: work
 * that two do at once is split by row locks.
 */
interface Election {

  /** For databases without locks of this kind: everybody is elected. */
  Election NONE = (connection, work) -> work.run(connection);

  /** Does nothing while somebody else is at it. */
  void runIfElected(Connection connection, Database.Work work) throws SQLException;
}
