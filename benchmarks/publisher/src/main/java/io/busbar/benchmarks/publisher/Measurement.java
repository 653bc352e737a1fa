// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.publisher;

import com.sun.management.OperatingSystemMXBean;
import io.busbar.benchmarks.harness.Contender;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Publishes on one side for a while; remembers the CPU that this process has used for it. */
final class Measurement implements Contender {
  private static final OperatingSystemMXBean MACHINE =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private final Side side;
  private final Duration time;
  private final List<Double> cpuNanos = new ArrayList<>();
  private long taken;

  Measurement(Side side, Duration time) {
    this.side = side;
    this.time = time;
  }

  /** Events a second. */
  @Override
  public double measure() {
    long cpu = MACHINE.getProcessCpuTime();
    long begun = System.nanoTime();
    long end = begun + time.toNanos();
    for (long number = 0; System.nanoTime() < end; number++) {
      side.publish(OrderPlaced.number(number));
    }
    long events = side.await() - taken;
    taken += events;
    double seconds = (System.nanoTime() - begun) / 1e9;
    cpuNanos.add((double) (MACHINE.getProcessCpuTime() - cpu) / events);
    return events / seconds;
  }

  /** Nanoseconds of CPU for an event, of the last rounds. */
  List<Double> cpuNanos(int rounds) {
    return cpuNanos.subList(cpuNanos.size() - rounds, cpuNanos.size());
  }
}
