// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.consumer.common;

import java.util.stream.IntStream;

/** Orders one after the other: what is the same in all orders is the same, and nothing else. */
public final class Arrivals {
  /** A power of two. */
  private static final int ORDERS = 64;

  private final String[] texts =
      IntStream.range(0, ORDERS).mapToObj(Messages::order).toArray(String[]::new);
  private int next;

  /** The text of the next message. */
  public String next() {
    return texts[next++ & (ORDERS - 1)];
  }
}
