// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.sql.Savepoint;
import java.util.List;
import java.util.stream.IntStream;
import org.hibernate.Session;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** JPA by Hibernate on the wrapped data source, and nothing else. */
@OnEveryDatabase
class HibernateTransactionsTest {
  private final OutboxFixture fixture;
  private final EntityManagerFactory jpa;

  HibernateTransactionsTest(DatabaseKind kind) {
    fixture = OutboxFixture.on(kind);
    jpa =
        new HibernatePersistenceConfiguration("shop")
            .managedClass(Item.class)
            .property(AvailableSettings.JAKARTA_NON_JTA_DATASOURCE, fixture.outbox.dataSource())
            .property(AvailableSettings.STATEMENT_BATCH_SIZE, 20)
            .createEntityManagerFactory();
  }

  @AfterEach
  void close() {
    jpa.close();
    fixture.close();
  }

  /** A business row. */
  @Entity
  @Table(name = "item")
  static class Item {
    @Id private String name;

    Item() {}

    Item(String name) {
      this.name = name;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private void store(EntityManager manager, String item) {
    manager.persist(new Item(item));
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
    jpa.runInTransaction(manager -> store(manager, "milk"));

    expect("milk");
  }

  @Test
  void publishesNothingOfWhatIsRolledBack() {
    assertThatThrownBy(
            () ->
                jpa.runInTransaction(
                    manager -> {
                      store(manager, "milk");
                      throw new IllegalStateException("failed");
                    }))
        .hasMessage("failed");
    try (EntityManager manager = jpa.createEntityManager()) {
      manager.getTransaction().begin();
      manager.persist(new Item("bread"));
      manager.flush();
      fixture.outbox.publish(new ItemAdded("bread"));
      manager.getTransaction().rollback();
    }

    expect();
  }

  @Test
  void publishesNothingWhenTheFlushAtTheCommitFails() {
    jpa.runInTransaction(manager -> store(manager, "milk"));
    fixture.database.execute("ALTER TABLE item ADD CONSTRAINT once UNIQUE (name)");

    assertThatThrownBy(() -> jpa.runInTransaction(manager -> store(manager, "milk")))
        .isInstanceOf(jakarta.persistence.PersistenceException.class);

    expect("milk");
  }

  @Test
  void dropsWhatWasPublishedSinceASavepoint() {
    jpa.runInTransaction(
        manager -> {
          store(manager, "milk");
          manager.flush();
          manager.unwrap(Session.class).doWork(this::publishAndTakeBack);
          store(manager, "bread");
        });

    expect("milk", "bread");
  }

  private void publishAndTakeBack(java.sql.Connection connection) throws java.sql.SQLException {
    Savepoint savepoint = connection.setSavepoint();
    TestDatabase.insertItem(connection, "never");
    fixture.outbox.publish(new ItemAdded("never"));
    connection.rollback(savepoint);
  }

  @Test
  void publishesTheEventsOfABatchTogether() {
    String[] items = IntStream.range(0, 12).mapToObj(i -> "item-" + i).toArray(String[]::new);
    jpa.runInTransaction(
        manager -> {
          for (String item : items) {
            store(manager, item);
          }
        });

    expect(items);
    assertThat(fixture.bus.requests).extracting(List::size).containsExactly(10, 2);
  }

  @Test
  void storesEventsOfASeparateTransactionWithIt() {
    assertThatThrownBy(
            () ->
                jpa.runInTransaction(
                    manager -> {
                      store(manager, "milk");
                      jpa.runInTransaction(separate -> store(separate, "bread"));
                      throw new IllegalStateException("outer");
                    }))
        .hasMessage("outer");

    expect("bread");
  }
}
