// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.outbox.dbscheduler;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.serializer.JacksonSerializer;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.busbar.benchmarks.outbox.workload.Bus;
import io.busbar.benchmarks.outbox.workload.Business;
import io.busbar.benchmarks.outbox.workload.Contender;
import io.busbar.benchmarks.outbox.workload.OrderPlaced;
import io.busbar.benchmarks.outbox.workload.Side;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;

/**
 * db-scheduler as an outbox, tuned as its pages on performance say for high throughput: lock and
 * fetch between 4 and 20 times the threads, which are eight, as many as requests in flight for all
 * contenders. It polls every ten milliseconds when it has nothing to do, so that its delay is not
 * that of the default, ten seconds. Events are scheduled on the connection of the business's
 * transaction.
 */
public final class Main implements Contender {
  private static final int IN_FLIGHT = 8;
  private static final TaskDescriptor<OrderPlaced> PUBLISH =
      TaskDescriptor.of("publish", OrderPlaced.class);
  private static final String TABLE =
      """
      CREATE TABLE IF NOT EXISTS scheduled_tasks (
        task_name text NOT NULL, task_instance text NOT NULL, task_data bytea,
        execution_time timestamp with time zone NOT NULL, picked boolean NOT NULL, picked_by text,
        last_success timestamp with time zone, last_failure timestamp with time zone,
        consecutive_failures int, last_heartbeat timestamp with time zone,
        version bigint NOT NULL, priority smallint, PRIMARY KEY (task_name, task_instance));
      CREATE INDEX IF NOT EXISTS execution_time_idx ON scheduled_tasks (execution_time);
      CREATE INDEX IF NOT EXISTS last_heartbeat_idx ON scheduled_tasks (last_heartbeat);
      TRUNCATE scheduled_tasks
      """;
  private final TransactionDataSource transaction;
  private final DataSource pool;
  private final Scheduler scheduler;
  private final SchedulerClient client;

  private Main(DataSource pool, Bus bus) throws SQLException {
    this.pool = pool;
    this.transaction = new TransactionDataSource(pool);
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(TABLE);
    }
    OneTimeTask<OrderPlaced> publish =
        Tasks.oneTime(PUBLISH)
            .execute((instance, context) -> bus.publish(instance.getData().number()));
    scheduler =
        Scheduler.create(pool, publish)
            .serializer(new JacksonSerializer())
            .threads(IN_FLIGHT)
            .pollUsingLockAndFetch(4.0, 20.0)
            .pollingInterval(Duration.ofMillis(10))
            .shutdownMaxWait(Duration.ofSeconds(2))
            .build();
    client =
        SchedulerClient.Builder.create(transaction.dataSource(), publish)
            .serializer(new JacksonSerializer())
            .build();
    scheduler.start();
  }

  /** Runs until its standard input ends. */
  public static void main(String[] arguments) throws Exception {
    Side.run(arguments, Main::new);
  }

  @Override
  public void transact(OrderPlaced event) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      transaction.begin(connection);
      Business.insert(connection, event);
      client.scheduleIfNotExists(
          PUBLISH.instance(String.valueOf(event.number())).data(event).build(), Instant.now());
      connection.commit();
    } finally {
      transaction.end();
    }
  }

  @Override
  public void close() {
    scheduler.stop();
  }
}
