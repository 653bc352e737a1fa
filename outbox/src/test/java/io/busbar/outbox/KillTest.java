// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.outbox.CrashingService.Options;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Processes that are killed at every place where it could hurt, one after the other on the same
 * tables; each has to cope with what its predecessor left. In the end one closes as it should, and
 * nothing is lost, doubled without a cause, or out of order.
 */
class KillTest {
  private static final int ROUNDS = Boolean.getBoolean("busbar.exhaustive") ? 20 : 1;

  /**
   * What one process may have sent without having deleted it: requests under way, answers, and what
   * waits for company in the deletion.
   */
  private static final int UNSETTLED = 2 * 8 * 10 + 500;

  private TestDatabase database;

  @AfterEach
  void close() {
    if (database != null) {
      database.close();
    }
  }

  private String url() {
    return database.url();
  }

  static Stream<DatabaseKind> servers() {
    return Stream.of(DatabaseKind.values()).filter(kind -> kind != DatabaseKind.H2);
  }

  @ParameterizedTest
  @MethodSource("servers")
  void losesNothingWhereverItIsKilled(DatabaseKind kind) throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      long seed = Long.getLong("busbar.seed", System.nanoTime());
      database = kind.create();
      killEverywhere("-Dbusbar.seed=" + seed + " on " + kind, new Random(seed));
      database.close();
      database = null;
    }
  }

  private void killEverywhere(String context, Random random) throws Exception {
    Ledger.create(database.dataSource());
    int kills = 0;
    Set<String> stalled = new HashSet<>();
    try (RecordingBus bus = RecordingBus.start(random.nextLong())) {
      for (Failpoint failpoint : Failpoint.values()) {
        if (failpoint != Failpoint.NONE) {
          if (killAt(failpoint, context, bus, random)) {
            stalled.add(failpoint.name());
          }
          kills++;
        }
      }
      finish(context, bus, random);
      OutboxInvariants invariants =
          OutboxInvariants.of(context, database.dataSource(), bus.arrivals());
      invariants.check();
      checkDuplicates(context, invariants, kills, stalled);
    }
  }

  /** Returns whether it was stalled for longer than its lease before. */
  private boolean killAt(Failpoint failpoint, String context, RecordingBus bus, Random random)
      throws Exception {
    int occurrence = failpoint.isFrequent() ? 1 + random.nextInt(150) : 1;
    Options options =
        new Options(
            url(),
            bus.port(),
            failpoint.name(),
            failpoint,
            occurrence,
            random.nextLong(),
            failpoint != Failpoint.DURING_SWEEP);
    try (ServiceProcess service = ServiceProcess.start(options)) {
      if (failpoint == Failpoint.DURING_RELEASE) {
        service.awaitReady();
        service.askToStop();
      }
      assertThat(service.await())
          .as("exit of %s, %s: %s", failpoint, context, service.output())
          .isEqualTo(Killer.EXIT_CODE);
      return service.hasLostItsLease();
    }
  }

  /** A healthy process, which only relays, until the table is empty. */
  private void finish(String context, RecordingBus bus, Random random)
      throws InterruptedException, SQLException {
    Options options =
        new Options(url(), bus.port(), "healthy", Failpoint.NONE, 1, random.nextLong(), false);
    try (ServiceProcess service = ServiceProcess.start(options)) {
      service.awaitReady();
      await(context + service.output())
          .atMost(Duration.ofSeconds(60))
          .until(() -> database.count("outbox") == 0);
      service.askToStop();
      assertThat(service.await()).as("%s: %s", context, service.output()).isZero();
    }
    assertThat(database.count("outbox_node")).as("nodes, %s", context).isLessThanOrEqualTo(1);
  }

  /** I4: what comes again was sent by one that died, and is no more than it had on its way. */
  private static void checkDuplicates(
      String context, OutboxInvariants invariants, int kills, Set<String> stalled) {
    assertThat(invariants.duplicates())
        .as("duplicates, %s", context)
        .noneMatch(
            duplicate ->
                duplicate.first().equals(duplicate.again()) && !stalled.contains(duplicate.first()))
        .hasSizeLessThanOrEqualTo(kills * UNSETTLED);
  }
}
