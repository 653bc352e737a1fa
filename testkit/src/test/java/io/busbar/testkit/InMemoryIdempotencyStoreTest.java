// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import io.busbar.core.handler.IdempotencyStore;
import io.busbar.core.handler.InMemoryIdempotencyStore;
import io.busbar.testkit.contract.IdempotencyStoreContract;
import java.time.Duration;

/** Core's own store; core itself cannot run the contract, because the testkit depends on it. */
class InMemoryIdempotencyStoreTest implements IdempotencyStoreContract {
  private final VirtualClock clock = VirtualClock.create();
  private final IdempotencyStore store = InMemoryIdempotencyStore.create(clock, Duration.ofDays(1));

  @Override
  public IdempotencyStore store() {
    return store;
  }

  @Override
  public void advance(Duration duration) {
    clock.advance(duration);
  }
}
