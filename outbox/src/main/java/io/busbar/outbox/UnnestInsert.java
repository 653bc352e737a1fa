// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One statement with an array for each column: on PostgreSQL the fastest way for more than some
 * tens of rows.
 */
record UnnestInsert(Dialect dialect) implements EntryInsert {

  /** A column as it travels. */
  private record Column(
      String type, Function<NewRow, @Nullable Object> value, IntFunction<Object[]> array) {
    Column(String type, Function<NewRow, @Nullable Object> value) {
      this(type, value, Object[]::new);
    }

    /** With its type, which a driver that sends values as text does not tell. */
    String placeholder() {
      return "CAST(? AS " + type + "[])";
    }
  }

  private static final List<Column> COLUMNS =
      List.of(
          new Column("uuid", row -> row.entry().id().value()),
          new Column("int", NewRow::owner),
          new Column("text", row -> row.entry().orderingKey()),
          new Column("text", row -> row.entry().bus()),
          new Column("bigint", NewRow::dueAtMillis),
          new Column("bigint", NewRow::delayMillis),
          new Column("text", row -> row.entry().name().source()),
          new Column("text", row -> row.entry().name().detailType()),
          new Column("bytea", row -> row.entry().detail().utf8(), byte[][]::new),
          new Column("text", NewRow::headers));

  @Override
  public List<Long> run(Connection connection, List<NewRow> rows, String last) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql() + last)) {
      for (int i = 0; i < COLUMNS.size(); i++) {
        Column column = COLUMNS.get(i);
        Object[] values = rows.stream().map(column.value()).toArray(column.array());
        statement.setArray(i + 1, connection.createArrayOf(column.type(), values));
      }
      return OutboxTable.longs(statement);
    }
  }

  /** Ids are given out after the sort (PostgreSQL, INSERT), so the order is that of the rows. */
  private String sql() {
    return String.format(
        "INSERT INTO outbox (%s)"
            + " SELECT r.event_id, r.owner, r.ordering_key, r.bus, COALESCE(%s, %s), r.source, r.detail_type, r.detail, r.headers"
            + " FROM unnest(%s) WITH ORDINALITY"
            + " AS r(event_id, owner, ordering_key, bus, due_millis, delay_millis, source, detail_type, detail, headers, position)"
            + " ORDER BY r.position RETURNING id",
        NewRow.COLUMNS,
        dialect.at("r.due_millis"),
        dialect.later("r.delay_millis"),
        COLUMNS.stream().map(Column::placeholder).collect(Collectors.joining(", ")));
  }
}
