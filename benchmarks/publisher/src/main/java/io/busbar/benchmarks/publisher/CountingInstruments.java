// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.publisher;

import io.busbar.core.EventName;
import io.busbar.core.Instruments;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts as a meter registry with cached meters does: a look-up by the event's name, and adders.
 */
final class CountingInstruments implements Instruments {
  private final Map<EventName, LongAdder> published = new ConcurrentHashMap<>();
  private final LongAdder failed = new LongAdder();
  private final LongAdder requests = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder nanos = new LongAdder();

  @Override
  public void published(EventName name, String bus, String errorCode) {
    if (errorCode.equals(NO_ERROR)) {
      published.computeIfAbsent(name, first -> new LongAdder()).increment();
    } else {
      failed.increment();
    }
  }

  @Override
  public void requestSent(int entries, int size, int chunks, long duration) {
    requests.increment();
    bytes.add(size);
    nanos.add(duration);
  }
}
