// SPDX-License-Identifier: Apache-2.0
package io.busbar.publisher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.junit.jupiter.api.Test;

class CallThreadsTest {

  @Test
  void runsCallsOnThreadsThatDoNotKeepTheJvmAlive() {
    ExecutorService executor = CallThreads.executor(2);
    try {
      assertThat(isDaemonThere(executor)).isTrue();
    } finally {
      executor.shutdown();
    }
  }

  @Test
  void runsAtMostSoManyCallsAtOnceWithoutVirtualThreads() {
    ExecutorService executor = CallThreads.daemons(2);
    try {
      CompletableFuture<Void> gate = new CompletableFuture<>();
      for (int i = 0; i < 2; i++) {
        executor.execute(gate::join);
      }
      CompletableFuture<Boolean> third =
          CompletableFuture.supplyAsync(() -> Thread.currentThread().isDaemon(), executor);
      assertThat(third).isNotDone();

      gate.complete(null);

      assertThat(third.join()).isTrue();
    } finally {
      executor.shutdown();
    }
  }

  private static boolean isDaemonThere(ExecutorService executor) {
    return CompletableFuture.supplyAsync(() -> Thread.currentThread().isDaemon(), executor).join();
  }
}
