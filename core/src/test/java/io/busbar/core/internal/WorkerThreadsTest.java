// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerThreadsTest {

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void runsOnVirtualThreadsWhereTheRuntimeHasThem(boolean bounded) throws Exception {
    ExecutorService threads =
        bounded ? WorkerThreads.bounded("busbar-test", 2) : WorkerThreads.unbounded("busbar-test");

    String thread = threads.submit(() -> Thread.currentThread().toString()).get();

    assertThat(thread.startsWith("VirtualThread")).isEqualTo(Runtime.version().feature() >= 21);
    end(threads);
  }

  @Test
  void runsOnNamedDaemonsElsewhere() throws Exception {
    ExecutorService threads = WorkerThreads.unboundedDaemons("busbar-test");

    Thread thread = threads.submit(Thread::currentThread).get();

    assertThat(thread.getName()).isEqualTo("busbar-test");
    assertThat(thread.isDaemon()).isTrue();
    end(threads);
  }

  @Test
  void runsAtMostSoManyAtOnceWithoutVirtualThreads() throws Exception {
    ExecutorService threads = WorkerThreads.boundedDaemons("busbar-test", 2);
    CompletableFuture<Void> gate = new CompletableFuture<>();
    threads.execute(gate::join);
    threads.execute(gate::join);
    CompletableFuture<Boolean> third =
        CompletableFuture.supplyAsync(() -> Thread.currentThread().isDaemon(), threads);
    assertThat(third).isNotDone();

    gate.complete(null);

    assertThat(third.join()).isTrue();
    end(threads);
  }

  private static void end(ExecutorService threads) throws InterruptedException {
    threads.shutdown();
    assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
  }
}
