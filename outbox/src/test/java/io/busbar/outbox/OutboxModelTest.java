// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.core.publish.Entry;
import io.busbar.core.publish.EntryResult;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Any sequence of what can happen to an outbox. In the end every event of a committed transaction
 * was delivered, none of a rolled-back one, and the events of a key in commit order, once
 * duplicates are dropped.
 */
class OutboxModelTest {
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(31);

  /** One thing that happens. */
  sealed interface Operation {
    /** A transaction of one event for each key; an empty key is none. */
    record Transaction(List<String> keys, Ending ending) implements Operation {}

    /** From now on the bus refuses the entries of a request whose bit is set. */
    record FailingBus(int mask) implements Operation {}

    /** The process dies and starts again. */
    record Crash() implements Operation {}

    /** The relay does some of its work. */
    record Steps(int number) implements Operation {}

    /** Time passes. */
    record Pass(int seconds) implements Operation {}
  }

  enum Ending {
    COMMIT,
    ROLLBACK,
    CLOSE,
    SAVEPOINT,
    COMMIT_UNSEEN
  }

  @Provide
  Arbitrary<List<Operation>> operations() {
    Arbitrary<Operation> transaction =
        Combinators.combine(
                Arbitraries.of("", "a", "b").list().ofMinSize(1).ofMaxSize(3),
                Arbitraries.of(Ending.class))
            .as(Operation.Transaction::new);
    Arbitrary<Operation> failing =
        Arbitraries.integers().between(0, 7).map(Operation.FailingBus::new);
    Arbitrary<Operation> steps = Arbitraries.integers().between(1, 3).map(Operation.Steps::new);
    Arbitrary<Operation> pass = Arbitraries.integers().between(1, 20).map(Operation.Pass::new);
    Arbitrary<Operation> crash = Arbitraries.create(Operation.Crash::new);
    return Arbitraries.oneOf(
            List.of(transaction, transaction, transaction, failing, steps, steps, pass, crash))
        .list()
        .ofMinSize(1)
        .ofMaxSize(40);
  }

  /** As often as the build says: 10,000 times when exhaustive. */
  @Property
  void deliversEveryCommittedEventAndNoOther(
      @ForAll("operations") List<Operation> operations, @ForAll boolean tinyMemory)
      throws SQLException {
    run(DatabaseKind.H2, operations, tinyMemory);
  }

  @Property(tries = 60)
  void doesSoOnPostgresql(
      @ForAll("operations") List<Operation> operations, @ForAll boolean tinyMemory)
      throws SQLException {
    run(DatabaseKind.POSTGRESQL, operations, tinyMemory);
  }

  @Property(tries = 40)
  void doesSoOnMariadb(@ForAll("operations") List<Operation> operations, @ForAll boolean tinyMemory)
      throws SQLException {
    run(DatabaseKind.MARIADB, operations, tinyMemory);
  }

  private static void run(DatabaseKind kind, List<Operation> operations, boolean tinyMemory)
      throws SQLException {
    try (Run run = new Run(kind, tinyMemory ? 3 : 1_000)) {
      for (Operation operation : operations) {
        run.apply(operation);
      }
      run.finish();
      run.check();
    }
  }

  /** One sequence on one database, and what it must have led to. */
  private static final class Run implements AutoCloseable {
    private final OutboxFixture fixture;
    private final FaultyDataSource faulty;
    private final List<Entry> delivered = new ArrayList<>();
    private final Set<String> committed = new LinkedHashSet<>();
    private final int memory;
    private Outbox outbox;
    private int transactions;

    Run(DatabaseKind kind, int memory) {
      this.fixture = OutboxFixture.on(kind);
      this.faulty = new FaultyDataSource(fixture.database.dataSource());
      this.memory = memory;
      failing(0);
      start();
    }

    private void start() {
      outbox =
          Outbox.builder(faulty, fixture.bus, "central-bus")
              .lease(OutboxFixture.LEASE)
              .memory(memory)
              .dialect(fixture.database.dialect())
              .build(fixture.pipeline());
    }

    void apply(Operation operation) throws SQLException {
      if (operation instanceof Operation.Transaction transaction) {
        transact(transaction);
      } else if (operation instanceof Operation.FailingBus failing) {
        failing(failing.mask());
      } else if (operation instanceof Operation.Steps steps) {
        for (int i = 0; i < steps.number(); i++) {
          outbox.step();
        }
      } else if (operation instanceof Operation.Pass pass) {
        fixture.advance(Duration.ofSeconds(pass.seconds()));
      } else {
        start();
      }
    }

    private void failing(int mask) {
      int[] position = {0};
      fixture.bus.answers(
          entry -> {
            boolean refused = (mask >> (position[0]++ % 3) & 1) == 1;
            if (refused) {
              return new EntryResult.Refused("InternalFailure", "failing");
            }
            delivered.add(entry);
            return ScriptedTransport.accepted(entry);
          });
    }

    private void transact(Operation.Transaction transaction) throws SQLException {
      List<String> items = new ArrayList<>();
      try (Connection connection = outbox.dataSource().getConnection()) {
        connection.setAutoCommit(false);
        for (String key : transaction.keys()) {
          items.add(publish(key));
        }
        end(connection, transaction.ending(), items);
      }
    }

    private String publish(String key) {
      String item = key + ":" + transactions++;
      outbox.publish(key.isEmpty() ? new ItemAdded(item) : ItemAdded.keyed(item, key));
      return item;
    }

    private void end(Connection connection, Ending ending, List<String> items) throws SQLException {
      switch (ending) {
        case COMMIT -> connection.commit();
        case ROLLBACK -> connection.rollback();
        case CLOSE -> connection.close();
        case SAVEPOINT -> {
          var savepoint = connection.setSavepoint();
          publish("a");
          connection.rollback(savepoint);
          connection.commit();
        }
        case COMMIT_UNSEEN -> commitUnseen(connection);
      }
      if (ending != Ending.ROLLBACK && ending != Ending.CLOSE) {
        committed.addAll(items);
      }
    }

    /** The database commits, and the process hears of a lost connection. */
    private void commitUnseen(Connection connection) {
      faulty.failAfterCommit();
      assertThatThrownBy(connection::commit).hasMessage("The connection was lost.");
    }

    void finish() {
      failing(0);
      for (int i = 0; i < 4 || (i < 40 && fixture.database.count("outbox") > 0); i++) {
        fixture.advance(LONG_ENOUGH);
        OutboxFixture.drain(outbox);
      }
    }

    void check() {
      List<String> items = delivered.stream().map(ScriptedTransport::item).distinct().toList();
      assertThat(new HashSet<>(items)).isEqualTo(committed);
      for (String lane : committed.stream().map(Run::lane).distinct().toList()) {
        assertThat(items.stream().filter(item -> lane(item).equals(lane)))
            .containsExactlyElementsOf(
                committed.stream().filter(item -> lane(item).equals(lane)).toList());
      }
      assertThat(fixture.database.count("outbox")).isZero();
      assertThat(delivered.stream().map(Entry::id).distinct()).hasSameSizeAs(items);
    }

    /** The key; an event without one is a lane of its own. */
    private static String lane(String item) {
      return item.startsWith("a") || item.startsWith("b")
          ? item.substring(0, item.indexOf(':'))
          : item;
    }

    @Override
    public void close() {
      fixture.close();
    }
  }
}
