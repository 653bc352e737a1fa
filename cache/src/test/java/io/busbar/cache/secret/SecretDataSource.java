// SPDX-License-Identifier: Apache-2.0
package io.busbar.cache.secret;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

// region data-source
/** Opens connections with a password that may rotate at any moment; for a pool to wrap. */
record SecretDataSource(SecretCache secrets, String id, Opening opening) implements DataSource {

  interface Opening {
    Connection open(Secret password) throws SQLException;
  }

  @Override
  public Connection getConnection() throws SQLException {
    return secrets.withSecret(id, opening::open, SecretDataSource::isRefusal);
  }

  /** SQL states of class 28: invalid authorization (28P01 in PostgreSQL, 28000 elsewhere). */
  private static boolean isRefusal(Exception failure) {
    return failure instanceof SQLException refused
        && refused.getSQLState() != null
        && refused.getSQLState().startsWith("28");
  }

  // endregion

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return getConnection();
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(PrintWriter out) {}

  @Override
  public void setLoginTimeout(int seconds) {}

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getGlobal();
  }

  @Override
  public <T> T unwrap(Class<T> type) {
    return type.cast(this);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }
}
