// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.core.BusbarConfig;
import io.busbar.core.ConfigurationException;
import io.busbar.core.publish.PublishPipeline;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mistakes that are found before anything starts. */
class StartCheckTest {
  private static final PublishPipeline PIPELINE = PublishPipeline.of(BusbarConfig.of("test"));
  private @TempDir Path folder;

  private static Outbox outbox(DataSource dataSource) {
    return builder(dataSource).build(PIPELINE);
  }

  private static OutboxBuilder builder(DataSource dataSource) {
    return Outbox.builder(dataSource, ScriptedTransport.create(), "central-bus");
  }

  private static JdbcDataSource h2(String url) {
    JdbcDataSource dataSource = new JdbcDataSource();
    dataSource.setURL(url);
    return dataSource;
  }

  private static JdbcDataSource memory() {
    return h2("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
  }

  @Test
  void reportsMissingTablesWithTheirRemedy() {
    assertThat(outbox(memory()).check())
        .containsExactly(
            "The outbox's tables cannot be read: outbox, outbox_node, outbox_dead. Either they are"
                + " not there, or the database user has no right to them.\n"
                + "Apply Schema.of(dataSource).script() with your migrations, or call"
                + " createSchema() on the builder.");
  }

  @Test
  void doesNotStartWithoutItsTables() {
    assertThatThrownBy(outbox(memory())::start)
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            """
            The outbox cannot start:
              1. The outbox's tables cannot be read: outbox, outbox_node, outbox_dead. Either they are not there, or the database user \
            has no right to them.
                 Apply Schema.of(dataSource).script() with your migrations, or call createSchema() on the builder.\
            """);
  }

  @Test
  void createsItsTablesWhenToldTo() {
    DataSource dataSource = memory();
    try (Outbox outbox = builder(dataSource).createSchema().build(PIPELINE)) {
      assertThat(outbox.check()).isEmpty();
      outbox.start();
    }
    try (Outbox again = builder(dataSource).createSchema().build(PIPELINE)) {
      again.start();
      assertThat(outbox(dataSource).check()).isEmpty();
    }
  }

  @Test
  void refusesAFileThatIsWrittenAfterTheCommit() {
    String path = folder.resolve("shop").toString();
    DataSource careless = h2("jdbc:h2:file:" + path);
    assertThat(builder(careless).createSchema().build(PIPELINE).check())
        .containsExactly(
            "The H2 database file '"
                + path
                + "' is written up to 500 ms after a commit (WRITE_DELAY), so a crash loses events"
                + " that were committed.\n"
                + "Add ;WRITE_DELAY=0 to its URL: jdbc:h2:file:…;WRITE_DELAY=0.");
  }

  @Test
  void acceptsAFileThatIsWrittenWithTheCommit() {
    DataSource careful = h2("jdbc:h2:file:" + folder.resolve("careful") + ";WRITE_DELAY=0");
    assertThat(builder(careful).createSchema().build(PIPELINE).check()).isEmpty();
  }

  @Test
  void reportsADatabaseThatCannotBeReached() {
    String path = folder.resolve("absent").toString();
    assertThat(outbox(h2("jdbc:h2:file:" + path + ";IFEXISTS=TRUE")).check())
        .singleElement()
        .asString()
        .startsWith("The outbox's database cannot be reached: Database \"" + path + "\" not found")
        .endsWith("\nCheck the URL, the user and the network.");
  }

  @Test
  void reportsADatabaseThatItDoesNotKnow() {
    assertThat(outbox(new OtherProduct(memory())).check())
        .containsExactly(
            "The outbox does not know the database 'Sybase'. It works on PostgreSQL, MariaDB, H2,"
                + " MySQL; use a data source of one of them.");
  }

  @Test
  void reportsAllMistakesOfTheBuilderAtOnce() {
    OutboxBuilder builder =
        Outbox.builder(memory(), ScriptedTransport.create(), " ")
            .lease(java.time.Duration.ofMillis(999))
            .memory(0)
            .maxInFlight(-1)
            .maxAttempts(0);
    assertThatThrownBy(() -> builder.build(PIPELINE))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            """
            The outbox cannot be built:
              1. The bus must not be blank, but was ' '.
                 Give the name of a bus in your account, or the ARN of any.
              2. The lease 'PT0.999S' is shorter than PT1S; it would end between two renewals.
                 Give some seconds.
              3. memory must be 1 or more, but was '0'.
                 Leave it out for the default.
              4. maxInFlight must be 1 or more, but was '-1'.
                 Leave it out for the default.
              5. maxAttempts must be 1 or more, but was '0'.
                 Leave it out for the default.\
            """);
  }

  @Test
  void printsAScriptThatEndsEveryStatement() {
    String script = Schema.of(memory()).script();
    assertThat(script)
        .startsWith("-- Busbar, version 1: the outbox, for H2 2.2 and later.\n")
        .endsWith("VALUES (3);\n");
    assertThat(script.chars().filter(c -> c == ';').count()).isGreaterThanOrEqualTo(5);
  }

  /** A database of another make, as far as its metadata go. */
  private static final class OtherProduct extends ForwardingDataSource {
    OtherProduct(DataSource delegate) {
      super(delegate);
    }

    @Override
    public Connection getConnection() throws SQLException {
      return new ForwardingConnection(delegate.getConnection()) {
        @Override
        public DatabaseMetaData getMetaData() {
          return (DatabaseMetaData)
              Proxy.newProxyInstance(
                  getClass().getClassLoader(),
                  new Class<?>[] {DatabaseMetaData.class},
                  (proxy, method, arguments) -> "Sybase");
        }

        @Override
        public <T> T unwrap(Class<T> type) throws SQLException {
          return delegate.unwrap(type);
        }

        @Override
        public boolean isWrapperFor(Class<?> type) throws SQLException {
          return delegate.isWrapperFor(type);
        }
      };
    }
  }
}
