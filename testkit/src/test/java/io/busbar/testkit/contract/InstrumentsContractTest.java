// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.core.EventName;
import io.busbar.core.Instruments;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class InstrumentsContractTest {

  @Nested
  class Nothing implements InstrumentsContract {
    @Override
    public Instruments instruments() {
      return Instruments.NONE;
    }
  }

  @Test
  void noticesInstrumentsThatAreChoosy() {
    assertThat(Kit.failures(Choosy.class)).containsExactly("hearTheUnusual");
  }

  @Test
  void noticesInstrumentsForOneThread() {
    assertThat(Kit.failures(ForOneThread.class)).containsExactly("hearManyThreadsAtOnce");
  }

  static class Choosy implements InstrumentsContract, Instruments {
    @Override
    public Instruments instruments() {
      return this;
    }

    @Override
    public void unreadable(String queue) {
      if (queue.isEmpty()) {
        throw new IllegalArgumentException("A tag must not be empty.");
      }
    }
  }

  /** Refuses a second thread, instead of breaking sometimes. */
  static class ForOneThread implements InstrumentsContract, Instruments {
    private final Map<Thread, Integer> heard = new HashMap<>();

    @Override
    public Instruments instruments() {
      return this;
    }

    @Override
    public synchronized void unhandled(EventName name) {
      heard.merge(Thread.currentThread(), 1, Integer::sum);
      if (heard.size() > 1) {
        throw new IllegalStateException("Another thread is here already.");
      }
    }
  }
}
