// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import io.busbar.core.LeaderLease;
import io.busbar.outbox.Database.Tables;
import io.busbar.outbox.LeaderTable.Leader;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;

/**
 * Leases among all instances that share a database, in the table {@code leader_lease}. They end by
 * the database's clock. Each call is one short transaction of its own, whatever the caller has
 * open.
 *
 * <p>Thread-safe. Needs version 3 of the {@link Schema}. A database that fails is an {@link
 * OutboxException}; whoever cannot renew must stop to lead when the lease has ended.
 */
public final class JdbcLeaderLease implements LeaderLease {
  private final Database database;
  private final String holder;

  JdbcLeaderLease(Database database, String holder) {
    this.database = database;
    this.holder = holder;
  }

  /**
   * Leases in the database of a data source, which is connected to when the first one is asked for.
   */
  public static JdbcLeaderLease of(DataSource dataSource) {
    return new JdbcLeaderLease(
        Database.of(dataSource, null), "process " + ProcessHandle.current().pid());
  }

  /** What stands in the way of working on this database, with remedies; empty when nothing does. */
  public List<String> check() {
    return new StartCheck(
            "leader lease", database.dataSource(), List.of(NeededTable.LEADERS), false)
        .findings();
  }

  @Override
  public LeaseResult acquire(String name, Duration duration) {
    if (name.isBlank()) {
      throw new IllegalArgumentException(
          "The name of a lease must not be blank. Name what is led.");
    }
    requirePositive(duration);
    return database.ask(
        "say who leads '" + name + "'",
        (connection, tables) -> acquire(tables, connection, name, duration));
  }

  private LeaseResult acquire(Tables tables, Connection connection, String name, Duration duration)
      throws SQLException {
    LeaderTable leaders = tables.leaders();
    boolean leads =
        leaders.first(connection, name, holder, duration)
            || leaders.takeOver(connection, name, holder, duration);
    Leader leader = leaders.look(connection, name);
    if (leader == null) {
      throw new SQLException("The lease was deleted by somebody else.");
    }
    return leads
        ? new Held(name, leader.token())
        : new HeldElsewhere(Duration.ofMillis(Math.max(0, leader.leftMillis())));
  }

  @Override
  public boolean renew(Held lease, Duration duration) {
    requirePositive(duration);
    return database.ask(
        "renew the lease '" + lease.name() + "'",
        (connection, tables) ->
            tables.leaders().renew(connection, lease.name(), lease.token(), duration));
  }

  @Override
  public boolean release(Held lease) {
    return database.ask(
        "release the lease '" + lease.name() + "'",
        (connection, tables) -> tables.leaders().release(connection, lease.name(), lease.token()));
  }

  private static void requirePositive(Duration duration) {
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException(
          String.format(
              "A lease must last longer than nothing, but was to last '%s'. Give the time for which"
                  + " others shall keep away.",
              duration));
    }
  }
}
