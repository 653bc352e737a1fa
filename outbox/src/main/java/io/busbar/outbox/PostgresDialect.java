// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * PostgreSQL 14 and later.
 *
 * @param now the clock, as an expression: the time of the statement, because the start of the
 *     transaction may be long ago
 */
record PostgresDialect(String now) implements Dialect {
  private static final int OLDEST_MAJOR = 14;

  /** From here on the arrays of unnest are faster than more values. */
  private static final int MANY = 20;

  /** One lock for each schema, so that the services of one database do not wait for each other. */
  private static final String TRY_LOCK =
      "SELECT pg_try_advisory_xact_lock(hashtextextended('busbar.outbox.' || current_schema(), 0))";

  PostgresDialect() {
    this("statement_timestamp()");
  }

  @Override
  public String name() {
    return "postgresql";
  }

  @Override
  public String later(String millis) {
    return String.format("%s + CAST(%s AS bigint) * interval '1 millisecond'", now, millis);
  }

  @Override
  public String at(String millis) {
    return String.format(
        "timestamptz 'epoch' + CAST(%s AS bigint) * interval '1 millisecond'", millis);
  }

  @Override
  public String millis(String time) {
    return String.format("CAST(floor(extract(epoch FROM %s) * 1000) AS bigint)", time);
  }

  @Override
  public IdList ids() {
    return IdList.ARRAY;
  }

  @Override
  public Object eventId(UUID id) {
    return id;
  }

  @Override
  public EntryInsert insert() {
    EntryInsert few = new ValuesInsert(this);
    EntryInsert many = new UnnestInsert(this);
    return (connection, rows, last) ->
        (rows.size() < MANY ? few : many).run(connection, rows, last);
  }

  @Override
  public String commitBehind(Connection connection) throws SQLException {
    return DirectConnection.is(connection) ? "; COMMIT" : "";
  }

  /**
   * Does not wait for the disk: a lost acknowledgement is a duplicate, not a loss, and this makes
   * it several times cheaper. The setting ends with the statement's transaction.
   */
  @Override
  public String acknowledge(int count) {
    return "WITH fast AS MATERIALIZED (SELECT set_config('synchronous_commit', 'off', true))"
        + " DELETE FROM outbox USING fast WHERE id "
        + ids().in(count);
  }

  /** MATERIALIZED, or the planner may lock rows that are not taken. */
  @Override
  public List<Long> claim(Connection connection, List<Long> ids, int node) throws SQLException {
    String update =
        "WITH free AS MATERIALIZED (SELECT id FROM outbox WHERE "
            + SweepQueries.FREE
            + " AND id = ANY(?) FOR UPDATE SKIP LOCKED)"
            + " UPDATE outbox o SET owner = ? FROM free WHERE o.id = free.id RETURNING o.id";
    try (PreparedStatement statement = connection.prepareStatement(update)) {
      ids().bind(statement, 1, ids);
      statement.setInt(2, node);
      return OutboxTable.longs(statement);
    }
  }

  @Override
  public Election election() {
    return (connection, work) ->
        Database.inTransaction(
            connection,
            own -> {
              if (isElected(own)) {
                work.run(own);
              }
            });
  }

  private static boolean isElected(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(TRY_LOCK);
        ResultSet row = statement.executeQuery()) {
      return row.next() && row.getBoolean(1);
    }
  }

  /** In the order of the hashes, which are what is locked. */
  @Override
  public void lockKeys(Connection connection, Collection<String> keys) throws SQLException {
    String lock =
        "SELECT pg_advisory_xact_lock(s.hash) FROM (SELECT DISTINCT hashtextextended('busbar.key.'"
            + " || current_schema() || '.' || k.key, 0) AS hash FROM unnest(CAST(? AS text[])) AS k(key) ORDER BY"
            + " hash) s";
    try (PreparedStatement statement = connection.prepareStatement(lock)) {
      statement.setArray(1, connection.createArrayOf("text", keys.toArray()));
      statement.executeQuery().close();
    }
  }

  @Override
  public String ifAbsent(String insert) {
    return insert + " ON CONFLICT DO NOTHING";
  }

  @Override
  public String deleteSome(String table, String condition) {
    return String.format(
        "DELETE FROM %s WHERE ctid = ANY(ARRAY(SELECT ctid FROM %s WHERE %s LIMIT %s))",
        table, table, condition, SOME);
  }

  /** In one round trip. The setting is put back, for the transaction goes on. */
  @Override
  public int updateImpatiently(Connection connection, String sql, Binder binder)
      throws SQLException {
    String bounded =
        "SELECT set_config('busbar.lock_timeout', current_setting('lock_timeout'), true),"
            + " set_config('lock_timeout', '250', true);"
            + sql
            + "; SELECT set_config('lock_timeout', current_setting('busbar.lock_timeout'), true)";
    try (PreparedStatement statement = connection.prepareStatement(bounded)) {
      binder.bind(statement);
      statement.execute();
      statement.getMoreResults();
      return statement.getUpdateCount();
    }
  }

  @Override
  public boolean isLockTimeout(SQLException failed) {
    return "55P03".equals(failed.getSQLState());
  }

  @Override
  public List<String> check(Connection connection) throws SQLException {
    return new OldestVersion("PostgreSQL", OLDEST_MAJOR, 0).findings(connection.getMetaData());
  }
}
