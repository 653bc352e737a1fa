// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.conf.RenderQuotedNames;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jooq.tools.jdbc.JDBCUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** jOOQ's transactions on the wrapped data source, and nothing else. */
@OnEveryDatabase
class JooqTransactionsTest {
  private static final Table<?> ITEM = DSL.table(DSL.name("item"));
  private static final Field<String> NAME = DSL.field(DSL.name("name"), SQLDataType.VARCHAR);
  private final OutboxFixture fixture;
  private final DSLContext jooq;

  JooqTransactionsTest(DatabaseKind kind) throws SQLException {
    fixture = OutboxFixture.on(kind);
    try (Connection connection = fixture.database.dataSource().getConnection()) {
      jooq =
          DSL.using(
              fixture.outbox.dataSource(),
              JDBCUtils.dialect(connection),
              new Settings().withRenderQuotedNames(RenderQuotedNames.NEVER));
    }
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private void store(DSLContext context, String item) {
    context.insertInto(ITEM).set(NAME, item).execute();
    fixture.outbox.publish(new ItemAdded(item));
  }

  private void expect(String... items) {
    fixture.drain();
    assertThat(fixture.bus.acceptedItems()).containsExactly(items);
    assertThat(fixture.database.items()).containsExactlyInAnyOrder(items);
    assertThat(fixture.database.count("outbox")).isZero();
  }

  @Test
  void publishesWhatCommits() {
    jooq.transaction(own -> store(own.dsl(), "milk"));

    expect("milk");
  }

  @Test
  void publishesNothingOfWhatIsRolledBack() {
    assertThatThrownBy(
            () ->
                jooq.transaction(
                    own -> {
                      store(own.dsl(), "milk");
                      throw new IllegalStateException("failed");
                    }))
        .hasMessage("failed");

    expect();
  }

  @Test
  void keepsOrDropsWhatANestedTransactionPublished() {
    jooq.transaction(
        own -> {
          store(own.dsl(), "milk");
          own.dsl().transaction(nested -> store(nested.dsl(), "bread"));
          assertThatThrownBy(() -> own.dsl().transaction(this::storeAndFail)).hasMessage("nested");
          store(own.dsl(), "eggs");
        });

    expect("milk", "bread", "eggs");
  }

  private void storeAndFail(org.jooq.Configuration nested) {
    store(nested.dsl(), "never");
    throw new IllegalStateException("nested");
  }

  @Test
  void storesEventsOfASeparateTransactionWithIt() {
    assertThatThrownBy(
            () ->
                jooq.transaction(
                    own -> {
                      store(own.dsl(), "milk");
                      jooq.transaction(separate -> store(separate.dsl(), "bread"));
                      throw new IllegalStateException("outer");
                    }))
        .hasMessage("outer");

    expect("bread");
  }

  @Test
  void publishesTheEventsOfABatchTogether() {
    String[] items = IntStream.range(0, 12).mapToObj(i -> "item-" + i).toArray(String[]::new);
    jooq.transaction(
        own -> {
          own.dsl()
              .batch(
                  List.of(items).stream()
                      .map(item -> own.dsl().insertInto(ITEM).set(NAME, item))
                      .toList())
              .execute();
          for (String item : items) {
            fixture.outbox.publish(new ItemAdded(item));
          }
        });

    expect(items);
    assertThat(fixture.bus.requests).extracting(List::size).containsExactly(10, 2);
  }
}
