// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.publisher;

/** A way of publishing, driven by one thread. */
interface Side extends AutoCloseable {
  /** Requests on their way at once, for all sides. */
  int IN_FLIGHT = 8;

  /** Publishes without waiting for the fate; waits for room where the way has a limit. */
  void publish(OrderPlaced event);

  /** Waits until everything has its fate; returns how many events have been taken in all. */
  long await();

  @Override
  void close();
}
