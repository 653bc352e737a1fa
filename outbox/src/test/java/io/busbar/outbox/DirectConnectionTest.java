// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.xa.PGXADataSource;

class DirectConnectionTest {
  private static final String URL = PostgresServer.shared().url("postgres");

  private static boolean isDirect(DataSource dataSource) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      return DirectConnection.is(connection);
    }
  }

  private static PGSimpleDataSource driver() {
    PGSimpleDataSource dataSource = new PGSimpleDataSource();
    dataSource.setUrl(URL);
    return dataSource;
  }

  private static boolean isDirectInAPoolOf(DataSource dataSource) throws SQLException {
    HikariConfig config = new HikariConfig();
    config.setDataSource(dataSource);
    config.setMaximumPoolSize(1);
    try (HikariDataSource pool = new HikariDataSource(config)) {
      return isDirect(pool);
    }
  }

  @Test
  void isTheDriversOwn() throws SQLException {
    assertThat(isDirect(driver())).isTrue();
  }

  @Test
  void isThatOfAPool() throws SQLException {
    assertThat(isDirectInAPoolOf(driver())).isTrue();
  }

  @Test
  void isNotOneWithSomethingAroundIt() throws SQLException {
    assertThat(isDirect(new CountingDataSource(driver()))).isFalse();
  }

  @Test
  void isNotOneWithSomethingBelowThePool() throws SQLException {
    assertThat(isDirectInAPoolOf(new CountingDataSource(driver()))).isFalse();
  }

  @Test
  void isNotOneOfADistributedTransaction() throws SQLException {
    PGXADataSource distributed = new PGXADataSource();
    distributed.setUrl(URL);
    var session = distributed.getXAConnection();
    try (Connection connection = session.getConnection()) {
      assertThat(DirectConnection.is(connection)).isFalse();
    } finally {
      session.close();
    }
  }

  @Test
  void isNotOneOfAnotherDatabase() throws SQLException {
    try (TestDatabase h2 = TestDatabase.create()) {
      assertThat(isDirect(h2.dataSource())).isFalse();
    }
  }
}
