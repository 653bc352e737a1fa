// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import java.time.Duration;

/**
 * How one copy of an event gets to a queue.
 *
 * @param delay how long after the rule has matched
 * @param overtakes how many of the messages that wait there already it gets in front of
 */
public record Arrival(Duration delay, int overtakes) {

  /** At once, behind the others. */
  public static final Arrival IN_ORDER = new Arrival(Duration.ZERO, 0);

  public Arrival {
    if (delay.isNegative() || overtakes < 0) {
      throw new IllegalArgumentException(
          "An event arrives after a delay of zero or more and overtakes none or more, but was told '%s' and '%d'."
              .formatted(delay, overtakes));
    }
  }
}
