// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.outbox.gruelbox;

import com.gruelbox.transactionoutbox.Dialect;
import com.gruelbox.transactionoutbox.Instantiator;
import com.gruelbox.transactionoutbox.Persistor;
import com.gruelbox.transactionoutbox.Submitter;
import com.gruelbox.transactionoutbox.TransactionManager;
import com.gruelbox.transactionoutbox.TransactionOutbox;
import io.busbar.benchmarks.outbox.workload.Bus;
import io.busbar.benchmarks.outbox.workload.Business;
import io.busbar.benchmarks.outbox.workload.Contender;
import io.busbar.benchmarks.outbox.workload.OrderPlaced;
import io.busbar.benchmarks.outbox.workload.Side;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;

/**
 * gruelbox transaction-outbox, tuned as its documentation says: work is handed to a submitter on an
 * executor of its own (eight threads, as many as requests in flight for all contenders) right after
 * the commit. The event travels as a number and a ready JSON text, which is the least its
 * serializer can be asked to do. The background flush, which only repeats what failed, is not
 * running.
 */
public final class Main implements Contender {
  private static final int IN_FLIGHT = 8;
  private final ExecutorService executor = Executors.newFixedThreadPool(IN_FLIGHT);
  private final TransactionManager transactions;
  private final TransactionOutbox outbox;

  private Main(DataSource pool, Bus bus) throws SQLException {
    transactions = TransactionManager.fromDataSource(pool);
    Publishing publishing = (number, json) -> bus.publish(number);
    outbox =
        TransactionOutbox.builder()
            .transactionManager(transactions)
            .persistor(Persistor.forDialect(Dialect.POSTGRESQL_9))
            .instantiator(Instantiator.using(type -> publishing))
            .submitter(Submitter.withExecutor(executor))
            .build();
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("TRUNCATE TXNO_OUTBOX");
    }
  }

  /** What is scheduled. */
  interface Publishing {
    void publish(long number, String json);
  }

  /** Runs until its standard input ends. */
  public static void main(String[] arguments) throws Exception {
    Side.run(arguments, Main::new);
  }

  @Override
  public void transact(OrderPlaced event) throws SQLException {
    transactions.inTransactionThrows(
        transaction -> {
          Business.insert(transaction.connection(), event);
          outbox.schedule(Publishing.class).publish(event.number(), Objects.toString(event));
        });
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
