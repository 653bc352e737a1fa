// SPDX-License-Identifier: Apache-2.0
package io.busbar.cache.secret;

import io.busbar.core.Instruments;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps what the cache tells its instruments. */
final class HeardFetches implements Instruments {
  final List<String> fetches = new CopyOnWriteArrayList<>();
  final AtomicInteger stale = new AtomicInteger();

  @Override
  public void secretFetched(String trigger, String errorCode) {
    fetches.add(trigger + " " + errorCode);
  }

  @Override
  public void secretServedStale() {
    stale.incrementAndGet();
  }
}
