// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Binds the parameters of a statement. */
@FunctionalInterface
interface Binder {
  void bind(PreparedStatement statement) throws SQLException;
}
