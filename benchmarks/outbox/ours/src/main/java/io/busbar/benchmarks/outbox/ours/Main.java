// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.outbox.ours;

import io.busbar.benchmarks.outbox.workload.Side;

/** {@code URL batched|single|plain|business|drain}: the outbox, or what it is held against. */
public final class Main {
  private Main() {}

  /** Runs until its standard input ends. */
  public static void main(String[] arguments) throws Exception {
    switch (arguments[1]) {
      case "batched" -> Side.run(arguments, (pool, bus) -> new OutboxSide(pool, bus, 10));
      case "single" -> Side.run(arguments, (pool, bus) -> new OutboxSide(pool, bus, 1));
      case "plain" -> Side.run(arguments, PlainInsert::new);
      case "business" -> Side.run(arguments, BusinessOnly::new);
      case "drain" -> Drain.run(arguments[0], Integer.parseInt(arguments[2]));
      default -> throw new IllegalArgumentException(arguments[1]);
    }
  }
}
