// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.outbox.CrashingService.Options;
import io.busbar.outbox.OutboxInvariants.Duplicate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Three processes relay on one database. Every few seconds one of them is killed and replaced, and
 * one is paused for longer than its lease.
 */
class ThreeNodesTest {
  private static final long SECONDS = Boolean.getBoolean("busbar.exhaustive") ? 300 : 15;
  private static final Duration PAUSE = CrashingService.LEASE.multipliedBy(3).dividedBy(2);
  private final List<ServiceProcess> running = new ArrayList<>();
  private final Set<String> disturbed = new HashSet<>();
  private final Set<String> zombies = new HashSet<>();
  private int started;

  static java.util.stream.Stream<DatabaseKind> servers() {
    return KillTest.servers();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void loseNothingWhileTheyAreKilledAndPaused(DatabaseKind kind) throws Exception {
    long seed = Long.getLong("busbar.seed", System.nanoTime());
    String context = "-Dbusbar.seed=" + seed + " on " + kind;
    Random random = new Random(seed);
    try (TestDatabase database = kind.create();
        RecordingBus bus = RecordingBus.start(random.nextLong())) {
      Ledger.create(database.dataSource());
      String url = database.url();
      try {
        disturb(url, bus, random);
        stopAll(context, database);
      } finally {
        running.forEach(ServiceProcess::close);
      }
      judge(context, OutboxInvariants.of(context, database.dataSource(), bus.arrivals()));
    }
  }

  private void start(String url, RecordingBus bus, Random random) {
    String name = "node-" + started++;
    running.add(
        ServiceProcess.start(
            new Options(url, bus.port(), name, Failpoint.NONE, 1, random.nextLong(), true)));
  }

  private void disturb(String url, RecordingBus bus, Random random) throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      start(url, bus, random);
    }
    for (ServiceProcess node : running) {
      node.awaitReady();
    }
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (System.nanoTime() - end < 0) {
      ServiceProcess paused = running.get(random.nextInt(running.size()));
      disturbed.add(paused.name());
      zombies.add(paused.name());
      paused.pause();
      work(Duration.ofMillis(random.nextInt(500)));
      ServiceProcess killed = anyBut(paused, random);
      disturbed.add(killed.name());
      killed.kill();
      running.remove(killed);
      start(url, bus, random);
      work(PAUSE);
      paused.resume();
      work(Duration.ofMillis(500 + random.nextInt(1000)));
    }
  }

  private ServiceProcess anyBut(ServiceProcess other, Random random) {
    List<ServiceProcess> candidates = running.stream().filter(node -> node != other).toList();
    return candidates.get(random.nextInt(candidates.size()));
  }

  /** Lets the nodes work for a while. */
  private static void work(Duration duration) {
    long end = System.nanoTime() + duration.toNanos();
    for (long left = duration.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /** The last one stays until everything is published. */
  private void stopAll(String context, TestDatabase database) throws InterruptedException {
    ServiceProcess last = running.get(0);
    for (ServiceProcess node : running) {
      node.awaitReady();
    }
    for (ServiceProcess node : running.subList(1, running.size())) {
      node.askToStop();
      assertThat(node.await()).as("%s, %s: %s", node.name(), context, node.output()).isZero();
    }
    last.stopWorking();
    await(context).atMost(Duration.ofSeconds(90)).until(() -> database.count("outbox") == 0);
    last.askToStop();
    assertThat(last.await()).as("%s, %s: %s", last.name(), context, last.output()).isZero();
  }

  /**
   * A duplicate is explained when the one who sent it first was killed or paused, or when the one
   * who sent it again had been paused past its lease and did not know yet (I4). A machine that is
   * too busy pauses nodes as well; they say so.
   */
  private void judge(String context, OutboxInvariants invariants) {
    invariants.check();
    for (ServiceProcess node : running) {
      if (node.hasLostItsLease()) {
        disturbed.add(node.name());
        zombies.add(node.name());
      }
    }
    List<Duplicate> duplicates = invariants.duplicates();
    assertThat(duplicates)
        .as("duplicates without a cause, %s", context)
        .allMatch(
            duplicate ->
                disturbed.contains(duplicate.first()) || zombies.contains(duplicate.again()));
    System.out.printf(
        "result: outbox.three-nodes %d events, 0 lost, %d duplicates by %d nodes that were killed or paused%n",
        invariants.effects().size(), duplicates.size(), disturbed.size());
  }
}
