// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import io.busbar.core.EventPublisher;
import io.busbar.core.handler.Completion;
import io.busbar.core.handler.HandlerChain;
import io.busbar.core.handler.HandlerContext;
import io.busbar.core.handler.HandlerDescriptor;
import io.busbar.core.handler.HandlerInterceptor;
import io.busbar.core.handler.HandlerSlot;
import io.busbar.core.handler.Outcome;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One transaction around each run of a handler; what the handler returns is stored in it. */
record TransactionInterceptor(Outbox outbox, @Nullable Inbox inbox) implements HandlerInterceptor {

  @Override
  public HandlerSlot slot() {
    return HandlerSlot.TRANSACTION;
  }

  @Override
  public String describe() {
    return inbox == null
        ? "a database transaction, with the outbox in it"
        : "a database transaction, with inbox and outbox in it";
  }

  @Override
  public boolean remembersEvents() {
    return inbox != null;
  }

  @Override
  public List<String> check(HandlerDescriptor handler) {
    return handler.traits().asynchronous()
        ? List.of(
            "it returns a CompletionStage, but it runs in a database transaction of the outbox, which ends when the method returns.\n"
                + "Return the events themselves, or run the handler in a service without an outbox.")
        : List.of();
  }

  /**
   * A handler of batches neither has a context to get the connection from nor returns events, so it
   * gets no transaction.
   */
  @Override
  public Completion intercept(HandlerContext context, HandlerChain next) {
    if (context.handler().traits().batch()) {
      return next.proceed(context);
    }
    try (Connection connection = outbox.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      Outcome outcome = inTransaction(context, next, connection);
      if (inbox != null) {
        inbox.purge().ifDue();
      }
      return outcome;
    } catch (SQLException failed) {
      throw new OutboxException(
          String.format(
              "The transaction around handler %s for event %s failed: %s",
              context.handlerId(), context.head().id(), failed.getMessage()),
          failed);
    }
  }

  private Outcome inTransaction(HandlerContext context, HandlerChain next, Connection connection)
      throws SQLException {
    try {
      context.resource(Connection.class, connection);
      context.resource(EventPublisher.class, outbox.enlist(connection));
      Outcome answered = inbox == null ? null : inbox.answer(connection, context);
      if (answered != null) {
        connection.rollback();
        return answered;
      }
      Outcome outcome = synchronous(context, next.proceed(context));
      if (outcome instanceof Outcome.Ack || outcome instanceof Outcome.Skip) {
        connection.commit();
      } else {
        connection.rollback();
      }
      return outcome;
    } catch (SQLException | RuntimeException | Error failed) {
      rollback(connection, failed);
      throw failed;
    }
  }

  /** The transaction ends with this call, and a connection is for one thread. */
  private static Outcome synchronous(HandlerContext context, Completion completion) {
    if (completion instanceof Outcome outcome) {
      return outcome;
    }
    throw new IllegalStateException(
        String.format(
            "Handler %s completes asynchronously, but it runs in a database transaction, which ends"
                + " when the method returns. Return the events themselves instead of a"
                + " CompletionStage.",
            context.handlerId()));
  }

  /** The first failure is the one to tell of. */
  private static void rollback(Connection connection, Throwable failed) {
    try {
      connection.rollback();
    } catch (SQLException lost) {
      failed.addSuppressed(lost);
    }
  }
}
