// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.core.InvalidEventException;
import io.busbar.core.OutgoingEvent;
import io.busbar.core.ServiceLimits;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an outbox refuses to store, and what it says. */
class PublishRefusalsTest {
  private final OutboxFixture fixture = OutboxFixture.create();
  private final Outbox outbox = fixture.outbox;

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void refusesAnEventOutsideOfATransaction() {
    assertThatThrownBy(() -> outbox.publish(new ItemAdded("milk")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "The event 'Item Added' from grocer.test was published outside of a transaction: this thread has no open connection of the outbox's data source. "
                + "An outbox stores an event together with the change that it tells of. "
                + "Open a connection of OutboxDataSource on this thread, call setAutoCommit(false) and publish before commit(); "
                + "or publish by outbox.enlist(connection).");
  }

  @Test
  void refusesAnEventAfterTheConnectionIsClosed() throws SQLException {
    fixture.transaction().close();

    assertThatThrownBy(() -> outbox.publish(new ItemAdded("milk")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("this thread has no open connection");
  }

  @Test
  void refusesAnEventWhoseConnectionAnotherThreadHasOpened() throws Exception {
    try (Connection ofThisThread = fixture.transaction()) {
      Throwable[] refusal = new Throwable[1];
      Thread other =
          new Thread(
              () -> {
                try {
                  outbox.publish(new ItemAdded("milk"));
                } catch (IllegalStateException refused) {
                  refusal[0] = refused;
                }
              });
      other.start();
      other.join();

      assertThat(refusal[0]).hasMessageContaining("this thread has no open connection");
      assertThat(ofThisThread.isClosed()).isFalse();
    }
  }

  @Test
  void refusesAnEventInAutoCommitMode() throws SQLException {
    String text =
        "The event 'Item Added' from grocer.test was published on a connection in auto-commit mode, where every statement is a "
            + "transaction of its own: the event could be stored without the change that it tells of. "
            + "Call setAutoCommit(false) before the change.";
    try (Connection wrapped = outbox.dataSource().getConnection();
        Connection plain = fixture.database.dataSource().getConnection()) {
      assertThatThrownBy(() -> outbox.publish(new ItemAdded("milk")))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(text);
      assertThatThrownBy(() -> outbox.enlist(wrapped).publish(new ItemAdded("milk")))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(text);
      assertThatThrownBy(() -> outbox.enlist(plain).publish(new ItemAdded("milk")))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(text);
    }
  }

  @Test
  void refusesToGuessBetweenTwoTransactions() throws SQLException {
    try (Connection first = fixture.transaction();
        Connection second = fixture.transaction()) {
      TestDatabase.insertItem(first, "milk");
      assertThatThrownBy(() -> outbox.publish(new ItemAdded("milk")))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "The event 'Item Added' from grocer.test was published while this thread has 2 transactions open and uses them by turns, "
                  + "so it is not known which one it belongs to. Publish by outbox.enlist(connection), which names it, or close the connections that are done.");

      outbox.enlist(second).publish(new ItemAdded("bread"));
      first.rollback();
      second.commit();
    }
    fixture.drain();

    assertThat(fixture.bus.acceptedItems()).containsExactly("bread");
  }

  @Test
  void storesWithTheInnermostOfNestedTransactions() throws SQLException {
    try (Connection outer = fixture.transaction()) {
      outbox.publish(new ItemAdded("outer"));
      try (Connection inner = fixture.transaction()) {
        outbox.publish(new ItemAdded("inner"));
        inner.commit();
      }
      outbox.publish(new ItemAdded("outer again"));
      outer.rollback();
    }
    fixture.drain();

    assertThat(fixture.bus.acceptedItems()).containsExactly("inner");
  }

  @Test
  void ignoresAnotherConnectionInAutoCommitMode() throws SQLException {
    try (Connection transaction = fixture.transaction();
        Connection reading = outbox.dataSource().getConnection()) {
      assertThat(reading.getAutoCommit()).isTrue();
      outbox.publish(new ItemAdded("milk"));
      transaction.commit();
    }
    fixture.drain();

    assertThat(fixture.bus.acceptedItems()).containsExactly("milk");
  }

  @Test
  void throwsForAnEventThatEventBridgeWouldRefuse() throws SQLException {
    byte[] broken = "{\"item\":".getBytes(StandardCharsets.UTF_8);
    OutgoingEvent malformed = OutgoingEvent.builder("grocer.test", "Item Added", broken).build();
    try (Connection transaction = fixture.transaction()) {
      assertThatThrownBy(() -> outbox.publishAsync(malformed))
          .isInstanceOf(InvalidEventException.class)
          .hasMessageStartingWith("The detail is not well-formed JSON: ");
      transaction.rollback();
    }
  }

  @Test
  void throwsForAnEventThatIsTooLarge() throws SQLException {
    fixture.bus.limits(new ServiceLimits(10, 400, 50));
    OutgoingEvent large =
        OutgoingEvent.builder("grocer.test", "Item Added", new ItemAdded("x".repeat(386)))
            .reservedMembers(false)
            .build();
    try (Connection transaction = fixture.transaction()) {
      assertThatThrownBy(() -> outbox.publish(large))
          .isInstanceOf(InvalidEventException.class)
          .hasMessage(
              "The event 'Item Added' from grocer.test has 418 bytes, and a request to EventBridge must have less than 400. "
                  + "The largest members of its detail are 'item' (388 bytes). "
                  + "Store what is large elsewhere, and publish a reference to it.")
          .extracting(refusal -> ((InvalidEventException) refusal).code())
          .isEqualTo("EntryTooLarge");
      transaction.commit();
    }
    assertThat(fixture.database.count("outbox")).isZero();
  }

  /** A span that was begun for the event must end. */
  @Test
  void tellsListenersOfAnEventThatIsTooLarge() throws SQLException {
    HeardResults heard = new HeardResults();
    Outbox listening =
        Outbox.builder(fixture.database.dataSource(), fixture.bus, "central-bus")
            .build(heard.pipeline(fixture.clock));
    try (Connection transaction = OutboxFixture.transaction(listening)) {
      assertThatThrownBy(() -> listening.publish(new ItemAdded("x".repeat(1_100_000))))
          .isInstanceOf(InvalidEventException.class);
      transaction.rollback();
    }

    assertThat(heard.results)
        .singleElement()
        .extracting(HeardResults::text)
        .asString()
        .startsWith("EntryTooLarge: The event 'Item Added' from grocer.test has ");
  }

  @Test
  void throwsForAResourceThatIsTooLong() throws SQLException {
    fixture.bus.limits(new ServiceLimits(10, 1_000, 50));
    OutgoingEvent event =
        OutgoingEvent.builder(new ItemAdded("milk"))
            .resources(List.of("arn:aws:s3:::short", "arn:aws:s3:::" + "x".repeat(50)))
            .build();
    try (Connection transaction = fixture.transaction()) {
      assertThatThrownBy(() -> outbox.publish(event))
          .isInstanceOf(InvalidEventException.class)
          .hasMessage(
              "The event 'Item Added' from grocer.test has a resource 'arn:aws:s3:::xxxxxxxxxxxxxxxxxxxxxxxxxxx…' of 63 characters, "
                  + "and EventBridge takes 50. Resources are ARNs; put what is longer into the detail.");
      transaction.rollback();
    }
  }
}
