// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** {@code JdbcTemplate} and {@code @Transactional} on the wrapped data source, and nothing else. */
@OnEveryDatabase
class SpringTransactionsTest {
  private final OutboxFixture fixture;
  private final AnnotationConfigApplicationContext spring =
      new AnnotationConfigApplicationContext();
  private Basket basket;

  SpringTransactionsTest(DatabaseKind kind) {
    fixture = OutboxFixture.on(kind);
  }

  @BeforeEach
  void start() {
    JdbcTemplate jdbc = new JdbcTemplate(fixture.outbox.dataSource());
    spring.register(Transactions.class);
    spring.registerBean(
        PlatformTransactionManager.class,
        () -> new DataSourceTransactionManager(fixture.outbox.dataSource()));
    spring.registerBean(Shelf.class, () -> new ShelfOnJdbc(jdbc, fixture.outbox));
    spring.registerBean(
        Basket.class, () -> new BasketOnJdbc(jdbc, fixture.outbox, spring.getBean(Shelf.class)));
    spring.refresh();
    basket = spring.getBean(Basket.class);
  }

  @AfterEach
  void close() {
    spring.close();
    fixture.close();
  }

  private void expect(String... items) {
    fixture.drain();
    assertThat(fixture.bus.acceptedItems()).containsExactly(items);
    assertThat(fixture.database.items()).containsExactlyInAnyOrder(items);
    assertThat(fixture.database.count("outbox")).isZero();
  }

  @Test
  void publishesWhatCommits() {
    basket.add("milk");

    expect("milk");
  }

  @Test
  void publishesNothingOfWhatIsRolledBack() {
    assertThatThrownBy(() -> basket.addAndFail("milk")).hasMessage("failed");

    expect();
  }

  @Test
  void followsTheRollbackRules() {
    assertThatThrownBy(() -> basket.addAndFailCheckedWithRule("milk"))
        .hasMessage("rolled back by a rule");
    assertThatThrownBy(() -> basket.addAndFailChecked("bread"))
        .hasMessage("commits by Spring's rules");

    expect("bread");
  }

  @Test
  void followsAStatusThatIsSetToRollbackOnly() {
    new TransactionTemplate(spring.getBean(PlatformTransactionManager.class))
        .executeWithoutResult(
            status -> {
              fixture.outbox.publish(new ItemAdded("milk"));
              status.setRollbackOnly();
            });

    expect();
  }

  @Test
  void publishesTheEventsOfABatchTogether() {
    String[] items = IntStream.range(0, 12).mapToObj(i -> "item-" + i).toArray(String[]::new);
    basket.addMany(List.of(items));

    expect(items);
    assertThat(fixture.bus.requests).extracting(List::size).containsExactly(10, 2);
  }

  @Test
  void keepsOrDropsWhatANestedTransactionPublished() {
    basket.addWithNested("milk", "bread");
    expect("milk", "bread");

    basket.addWithFailingNested("eggs", "never");
    expect("milk", "bread", "eggs", "eggs again");
  }

  @Test
  void storesEventsOfANewTransactionWithIt() {
    basket.addAroundNew("milk", "bread");
    expect("bread", "milk", "milk again");
  }

  @Test
  void keepsANewTransactionWhenTheOuterOneFails() {
    assertThatThrownBy(() -> basket.failAroundNew("milk", "bread")).hasMessage("outer");

    expect("bread");
  }

  @Test
  void refusesToPublishOutsideOfATransaction() {
    assertThatThrownBy(() -> basket.addWithoutTransaction("milk"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith(
            "The event 'Item Added' from grocer.test was published outside of a transaction");

    fixture.drain();
    assertThat(fixture.bus.accepted).isEmpty();
  }

  @Configuration(proxyBeanMethods = false)
  @EnableTransactionManagement
  static class Transactions {}

  /** What a service does. */
  interface Basket {
    void add(String item);

    void addAndFail(String item);

    void addAndFailChecked(String item) throws IOException;

    void addAndFailCheckedWithRule(String item) throws IOException;

    void addMany(List<String> items);

    void addWithNested(String item, String nested);

    void addWithFailingNested(String item, String nested);

    void addAroundNew(String item, String inNew);

    void failAroundNew(String item, String inNew);

    void addWithoutTransaction(String item);
  }

  /** Another service, with transactions of its own kinds. */
  interface Shelf {
    void nested(String item);

    void nestedAndFail(String item);

    void inNew(String item);
  }

  private static class Rows {
    final JdbcTemplate jdbc;
    final Outbox outbox;

    Rows(JdbcTemplate jdbc, Outbox outbox) {
      this.jdbc = jdbc;
      this.outbox = outbox;
    }

    void store(String item) {
      jdbc.update("INSERT INTO item VALUES (?)", item);
      outbox.publish(new ItemAdded(item));
    }
  }

  private static class ShelfOnJdbc extends Rows implements Shelf {
    ShelfOnJdbc(JdbcTemplate jdbc, Outbox outbox) {
      super(jdbc, outbox);
    }

    @Override
    @Transactional(propagation = Propagation.NESTED)
    public void nested(String item) {
      store(item);
    }

    @Override
    @Transactional(propagation = Propagation.NESTED)
    public void nestedAndFail(String item) {
      store(item);
      throw new IllegalStateException("nested");
    }

    @Override
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public void inNew(String item) {
      store(item);
    }
  }

  private static class BasketOnJdbc extends Rows implements Basket {
    private final Shelf shelf;

    BasketOnJdbc(JdbcTemplate jdbc, Outbox outbox, Shelf shelf) {
      super(jdbc, outbox);
      this.shelf = shelf;
    }

    @Override
    @Transactional
    public void add(String item) {
      store(item);
    }

    @Override
    @Transactional
    public void addAndFail(String item) {
      store(item);
      throw new IllegalStateException("failed");
    }

    @Override
    @Transactional
    public void addAndFailChecked(String item) throws IOException {
      store(item);
      throw new IOException("commits by Spring's rules");
    }

    @Override
    @Transactional(rollbackFor = IOException.class)
    public void addAndFailCheckedWithRule(String item) throws IOException {
      store(item);
      throw new IOException("rolled back by a rule");
    }

    @Override
    @Transactional
    public void addMany(List<String> items) {
      jdbc.batchUpdate(
          "INSERT INTO item VALUES (?)", items.stream().map(item -> new Object[] {item}).toList());
      items.forEach(item -> outbox.publish(new ItemAdded(item)));
    }

    @Override
    @Transactional
    public void addWithNested(String item, String nested) {
      store(item);
      shelf.nested(nested);
    }

    @Override
    @Transactional
    public void addWithFailingNested(String item, String nested) {
      store(item);
      assertThatThrownBy(() -> shelf.nestedAndFail(nested)).hasMessage("nested");
      store(item + " again");
    }

    @Override
    @Transactional
    public void addAroundNew(String item, String inNew) {
      store(item);
      shelf.inNew(inNew);
      store(item + " again");
    }

    @Override
    @Transactional
    public void failAroundNew(String item, String inNew) {
      store(item);
      shelf.inNew(inNew);
      throw new IllegalStateException("outer");
    }

    @Override
    public void addWithoutTransaction(String item) {
      store(item);
    }
  }
}
