// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.outbox;

import io.busbar.benchmarks.harness.Figures;
import io.busbar.benchmarks.harness.Rounds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Busbar's outbox against four others, all on one PostgreSQL, one after the other: events from
 * eight threads, one business row and one event a transaction, at most eight calls in flight.
 */
public final class OutboxComparison {
  private static final List<String> PEERS =
      List.of("gruelbox", "db-scheduler", "modulith", "namastack");
  private static final boolean QUICK = Rounds.isQuick();
  private static final String HEAP = "256m";
  private static final String FLOOR = "business-only";

  /** What a peer does in a second or two. */
  private static final int PEER_EVENTS = QUICK ? 600 : 4_000;

  private static final int PEER_EVENTS_SLOW_BUS = QUICK ? 600 : 1_500;

  /** Ours are as much faster, so that all are measured for about as long. */
  private static final int OURS_FOR_A_PEERS = 4;

  private static final int DELAY_RATE = 200;
  private final Path folder;
  private final Postgres postgres;
  private final Map<String, ContenderProcess> processes = new LinkedHashMap<>();

  private OutboxComparison(Path folder, Postgres postgres) {
    this.folder = folder;
    this.postgres = postgres;
  }

  /**
   * Compares.
   *
   * @param arguments the folder of the modules
   */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]).toAbsolutePath().normalize();
    try (Postgres postgres = Postgres.start(folder.resolve("comparison"))) {
      new OutboxComparison(folder, postgres).run();
    }
    System.exit(0);
  }

  private void run() throws Exception {
    start("ours", "ours", "batched");
    start("ours-batch-1", "ours", "single");
    start("plain-insert", "ours", "plain");
    start(FLOOR, "ours", "business");
    for (String peer : PEERS) {
      start(peer, peer, "");
    }
    try {
      throughput(0, "");
      throughput(10, "-10ms");
      commits();
      delays(0, "");
      delays(10, "-10ms");
    } finally {
      for (ContenderProcess process : processes.values()) {
        process.close();
      }
    }
    if (!QUICK) {
      drain();
    }
  }

  private void start(String name, String module, String variant) throws Exception {
    String url = postgres.newDatabase(database(name));
    ContenderProcess process = ContenderProcess.start(folder.resolve(module), HEAP, url, variant);
    processes.put(name, process);
    process.answer();
  }

  private static String database(String name) {
    return name.replace("-", "_");
  }

  private double[] ask(String name, String words) throws Exception {
    double[] figures = of(processes, name).ask(words);
    postgres.settle(database(name));
    return figures;
  }

  private static <T> T of(Map<String, T> all, String name) {
    return Objects.requireNonNull(all.get(name));
  }

  private List<String> publishing() {
    List<String> names = new ArrayList<>(List.of("ours", "ours-batch-1"));
    names.addAll(PEERS);
    return names;
  }

  private void throughput(int latency, String suffix) throws Exception {
    Rounds rounds = Rounds.standard();
    int peerEvents = latency == 0 ? PEER_EVENTS : PEER_EVENTS_SLOW_BUS;
    for (String name : publishing()) {
      int events = PEERS.contains(name) ? peerEvents : OURS_FOR_A_PEERS * peerEvents;
      rounds.contender(name, () -> ask(name, "throughput " + events + " " + latency)[0]);
    }
    if (latency == 0) {
      String words = "commits " + OURS_FOR_A_PEERS * peerEvents;
      rounds.contender(FLOOR, () -> ask(FLOOR, words)[0]);
    }
    Map<String, Figures> figures = rounds.run();
    if (latency == 0) {
      of(figures, FLOOR).over(of(figures, "gruelbox")).print("outbox.business-only-vs-gruelbox");
    }
    Figures ours = of(figures, "ours");
    for (String peer : PEERS) {
      ours.over(of(figures, peer)).print("outbox.vs-" + peer + suffix);
    }
    for (String peer : PEERS) {
      of(figures, "ours-batch-1")
          .over(of(figures, peer))
          .print("outbox.batch-1-vs-" + peer + suffix);
    }
    figures.forEach((name, each) -> each.print("outbox.events-per-second" + suffix + "." + name));
  }

  private void commits() throws Exception {
    String words = "commits " + OURS_FOR_A_PEERS * PEER_EVENTS;
    Map<String, Figures> figures =
        Rounds.standard()
            .contender("ours", () -> ask("ours", words)[0])
            .contender("plain-insert", () -> ask("plain-insert", words)[0])
            .run();
    of(figures, "ours").over(of(figures, "plain-insert")).print("outbox.commit-vs-plain-insert");
    figures.forEach((name, each) -> each.print("outbox.commits-per-second." + name));
  }

  /** At a rate that all can keep up with, so that nothing waits in a queue. */
  private void delays(int latency, String suffix) throws Exception {
    int events = QUICK ? DELAY_RATE : 5 * DELAY_RATE;
    for (String name : publishing()) {
      List<Double> medians = new ArrayList<>();
      List<Double> tails = new ArrayList<>();
      for (int round = 0; round < (QUICK ? 1 : 5); round++) {
        double[] delay = ask(name, "delay " + events + " " + latency + " " + DELAY_RATE);
        medians.add(delay[0]);
        tails.add(delay[1]);
      }
      new Figures(medians).print("outbox.commit-to-accepted-p50-ms" + suffix + "." + name);
      new Figures(tails).print("outbox.commit-to-accepted-p99-ms" + suffix + "." + name);
    }
  }

  /** A million rows that nobody owns, worked off by a node with a small heap. */
  private void drain() throws Exception {
    String url = postgres.newDatabase("drain");
    try (ContenderProcess process =
        ContenderProcess.start(folder.resolve("ours"), "192m", url, "drain", "1000000")) {
      double[] figures = ContenderProcess.figures(process.answer());
      new Figures(List.of(figures[0])).print("outbox.drain-rows-per-second");
      new Figures(List.of(figures[1])).print("outbox.drain-first-event-ms");
      new Figures(List.of(figures[2])).print("outbox.drain-peak-heap-mb");
    }
  }
}
