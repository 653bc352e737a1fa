// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.busbar.core.BusbarConfig;
import io.busbar.core.publish.PublishPipeline;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A service in a process of its own, which works until it reaches its failpoint, is killed from
 * outside, or reads the end of a line from its standard input and closes as it should.
 */
final class CrashingService {
  private static final Logger log = LoggerFactory.getLogger(CrashingService.class);
  static final Duration LEASE = Duration.ofSeconds(2);

  /** Read from the standard input: from now on it only relays. */
  static final char STOP_WORKING = 'w';

  /** What the names of the threads begin with that do the business. */
  static final String WORKER = "worker-";

  private static final int WORKERS = 3;
  private static final long PACE_NANOS = 3_000_000;
  private final Options options;
  private final Outbox outbox;
  private final Killer killer;
  private volatile boolean stopping;

  /**
   * What the process is told on its command line.
   *
   * @param works false for a process that only relays
   */
  record Options(
      String url,
      int busPort,
      String name,
      Failpoint failpoint,
      int occurrence,
      long seed,
      boolean works) {

    List<String> arguments() {
      return List.of(
          url,
          String.valueOf(busPort),
          name,
          failpoint.name(),
          String.valueOf(occurrence),
          String.valueOf(seed),
          String.valueOf(works));
    }

    static Options parse(String[] arguments) {
      return new Options(
          arguments[0],
          Integer.parseInt(arguments[1]),
          arguments[2],
          Failpoint.valueOf(arguments[3]),
          Integer.parseInt(arguments[4]),
          Long.parseLong(arguments[5]),
          Boolean.parseBoolean(arguments[6]));
    }
  }

  private CrashingService(Options options, Outbox outbox, Killer killer) {
    this.options = options;
    this.outbox = outbox;
    this.killer = killer;
  }

  public static void main(String[] arguments) throws Exception {
    Options options = Options.parse(arguments);
    Killer killer = new Killer(options.failpoint(), options.occurrence(), options.seed());
    try (HikariDataSource pool = pool(options.url())) {
      FailpointDataSource dataSource = new FailpointDataSource(pool, killer);
      RemoteBus bus =
          new RemoteBus(options.busPort(), options.name(), killer, dataSource::checkedOut);
      Outbox outbox =
          Outbox.builder(dataSource, bus, "central-bus")
              .lease(LEASE)
              .maxAttempts(2)
              .build(PublishPipeline.of(BusbarConfig.of("ledger")));
      outbox.start();
      new CrashingService(options, outbox, killer).workUntilALineComes();
      outbox.close();
    }
    System.exit(0);
  }

  private static HikariDataSource pool(String url) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(WORKERS + 2);
    return new HikariDataSource(config);
  }

  private void workUntilALineComes() throws IOException, InterruptedException {
    List<Thread> workers = new ArrayList<>();
    for (int i = 0; options.works() && i < WORKERS; i++) {
      Random random = new Random(options.seed() + i);
      workers.add(new Thread(() -> work(random), WORKER + i));
    }
    workers.forEach(Thread::start);
    System.out.println("ready");
    while (System.in.read() == STOP_WORKING) {
      stopping = true;
    }
    stopping = true;
    for (Thread worker : workers) {
      worker.join();
    }
  }

  private void work(Random random) {
    while (!stopping) {
      try (Connection connection = outbox.dataSource().getConnection()) {
        connection.setAutoCommit(false);
        transact(connection, random);
      } catch (SQLException failed) {
        log.error("A transaction has failed", failed);
      }
      LockSupport.parkNanos(PACE_NANOS);
    }
  }

  private void transact(Connection connection, Random random) throws SQLException {
    int kind = random.nextInt(100);
    if (kind < 50) {
      Ledger.writeKeyed(connection, outbox, "key-" + random.nextInt(Ledger.KEYS));
    } else {
      Ledger.writeFree(connection, outbox, kind < 52);
    }
    if (kind % 10 == 9) {
      Savepoint savepoint = connection.setSavepoint();
      Ledger.writeFree(connection, outbox, false);
      connection.rollback(savepoint);
    }
    if (kind % 10 == 8) {
      connection.rollback();
    } else {
      killer.reachedSoon(Failpoint.AROUND_COMMIT_WITH_EVENTS);
      connection.commit();
    }
  }
}
