// SPDX-License-Identifier: Apache-2.0
package io.busbar.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ThreadsTest {

  @Test
  void runsOnVirtualThreadsWhereTheRuntimeHasThem() throws Exception {
    ExecutorService threads = Threads.named("busbar-test");

    String thread = threads.submit(() -> Thread.currentThread().toString()).get();

    assertThat(thread.startsWith("VirtualThread")).isEqualTo(Runtime.version().feature() >= 21);
    threads.shutdown();
    assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void runsOnNamedDaemonsElsewhere() throws Exception {
    ExecutorService threads = Threads.daemons("busbar-test");

    Thread thread = threads.submit(Thread::currentThread).get();

    assertThat(thread.getName()).isEqualTo("busbar-test");
    assertThat(thread.isDaemon()).isTrue();
    threads.shutdown();
    assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
  }
}
