// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.outbox.workload;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * The process of one contender: reads what to do from its standard input, a line at a time, and
 * answers with a line of figures.
 *
 * <ul>
 *   <li>{@code throughput EVENTS LATENCY_MS}: published events a second, from the first transaction
 *       to the last acceptance
 *   <li>{@code delay EVENTS LATENCY_MS RATE}: milliseconds from commit to acceptance, median and
 *       99th percentile, at a number of transactions a second that all contenders keep up with
 *   <li>{@code commits EVENTS}: transactions a second
 * </ul>
 */
public final class Side {
  /** Eight for the producers, eight for what is in flight, and some for the library. */
  private static final int CONNECTIONS = 20;

  private final HikariDataSource pool;
  private final Contender.Starter starter;

  private Side(HikariDataSource pool, Contender.Starter starter) {
    this.pool = pool;
    this.starter = starter;
  }

  /**
   * Runs until its standard input ends.
   *
   * @param arguments the JDBC URL
   */
  public static void run(String[] arguments, Contender.Starter starter) throws Exception {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(arguments[0]);
    config.setMaximumPoolSize(CONNECTIONS);
    try (HikariDataSource pool = new HikariDataSource(config);
        BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      Side side = new Side(pool, starter);
      System.out.println("figures: ready");
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        System.out.println("figures: " + side.measure(line.split(" ")));
      }
    }
    System.exit(0);
  }

  private String measure(String[] words) throws Exception {
    Business.createTable(pool);
    int events = Integer.parseInt(words[1]);
    return switch (words[0]) {
      case "throughput" -> throughput(events, Long.parseLong(words[2]));
      case "delay" -> delay(events, Long.parseLong(words[2]), Integer.parseInt(words[3]));
      case "commits" -> commits(events);
      default -> throw new IllegalArgumentException(words[0]);
    };
  }

  private String throughput(int events, long latency) throws Exception {
    Bus bus = new Bus(latency, events + 1);
    try (Contender contender = warm(bus, events)) {
      long start = System.nanoTime();
      Producers.run(events, 0, contender::transact);
      bus.awaitAll();
      return perSecond(events, start);
    }
  }

  /** A contender that has published one event, the last one, so that nothing is waited for. */
  private Contender warm(Bus bus, int last) throws Exception {
    Contender contender = starter.start(pool, bus);
    contender.transact(OrderPlaced.of(last));
    bus.committed(last);
    bus.await(last);
    return contender;
  }

  private String delay(int events, long latency, int rate) throws Exception {
    Bus bus = new Bus(latency, events + 1);
    try (Contender contender = warm(bus, events)) {
      Producers.run(
          events,
          1_000_000_000L / rate,
          event -> {
            contender.transact(event);
            bus.committed(event.number());
          });
      bus.awaitAll();
      double[] delays = bus.delays(events);
      return delays[events / 2] + " " + delays[(int) (events * 0.99)];
    }
  }

  /** The events have to be published all the same, but outside of what is measured. */
  private String commits(int events) throws Exception {
    Bus bus = new Bus(0, events + 1);
    try (Contender contender = warm(bus, events)) {
      long start = System.nanoTime();
      Producers.run(events, 0, contender::transact);
      String figure = perSecond(events, start);
      bus.awaitAll();
      return figure;
    }
  }

  private static String perSecond(int events, long start) {
    return String.valueOf(events * 1e9 / (System.nanoTime() - start));
  }
}
