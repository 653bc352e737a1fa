// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Transactions that store events of the same keys in opposite orders. */
@OnEveryDatabase
class TransactionsTogetherTest {
  private static final int TIMES = Boolean.getBoolean("busbar.exhaustive") ? 10_000 : 1_000;
  private final OutboxFixture fixture;

  TransactionsTogetherTest(DatabaseKind kind) {
    fixture = OutboxFixture.on(kind);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void neverBlockEachOtherForEver() throws Exception {
    publishInOppositeOrders(fixture.outbox);
  }

  private void publishInOppositeOrders(Outbox outbox) throws Exception {
    fixture.publish("to have a lease");
    fixture.drain();
    CyclicBarrier together = new CyclicBarrier(2);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<Void> one = threads.submit(publishing(outbox, together, "a", "b"));
      Future<Void> other = threads.submit(publishing(outbox, together, "b", "a"));
      one.get();
      other.get();
    } finally {
      threads.shutdownNow();
    }
    OutboxFixture.drain(outbox);

    assertThat(fixture.database.count("outbox")).isZero();
    assertThat(fixture.bus.acceptedItems()).hasSize(1 + 4 * TIMES).doesNotHaveDuplicates();
    for (String lane : List.of("ab a", "ab b", "ba a", "ba b")) {
      assertThat(fixture.bus.acceptedItems().stream().filter(item -> item.startsWith(lane)))
          .containsExactlyElementsOf(
              IntStream.range(0, TIMES).mapToObj(i -> lane + " " + i).toList());
    }
  }

  private static Callable<Void> publishing(
      Outbox outbox, CyclicBarrier together, String first, String second) {
    return () -> {
      for (int i = 0; i < TIMES; i++) {
        together.await();
        try (Connection connection = outbox.dataSource().getConnection()) {
          connection.setAutoCommit(false);
          for (String key : Stream.of(first, second).toList()) {
            outbox.publish(ItemAdded.keyed(first + second + " " + key + " " + i, key));
          }
          connection.commit();
        }
      }
      return null;
    };
  }
}
