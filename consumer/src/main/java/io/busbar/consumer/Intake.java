// SPDX-License-Identifier: Apache-2.0
package io.busbar.consumer;

import io.busbar.core.handler.OrderKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a container takes, and how fast.
 *
 * @param bareDetail what the messages are when they are details without an envelope
 * @param orderedBy by which value messages are handled one after the other
 * @param perSecond how many messages are received in a second; 0 for as many as there are
 * @param killSwitch when to stop by itself
 */
record Intake(
    @Nullable BareDetail bareDetail,
    @Nullable OrderKey orderedBy,
    int perSecond,
    @Nullable KillSwitch killSwitch) {

  void check(boolean fifo, List<String> findings) {
    if (perSecond < 0) {
      findings.add(
          String.format(
              "messagesPerSecond is %d, so that no message could arrive.\nUse 1 or more, or leave it out for no limit.",
              perSecond));
    }
    if (fifo && orderedBy != null) {
      findings.add(
          String.format(
              "The queue is a FIFO queue, whose groups are the order, but orderedBy(\"%s\") names another one.\nLeave orderedBy out.",
              orderedBy));
    }
    if (killSwitch != null) {
      killSwitch.check(findings);
    }
  }

  /** Trips when {@code ratio} of the last {@code outOf} messages have failed. */
  record KillSwitch(double ratio, int outOf) {
    private void check(List<String> findings) {
      if (!(ratio > 0 && ratio <= 1) || outOf < 1 || outOf > Ratio.MOST) {
        findings.add(
            String.format(
                "killSwitch(%s, %d) can never trip, or always does.\nUse a ratio above 0 and at most 1, out of 1 to %d messages.",
                ratio, outOf, Ratio.MOST));
      }
    }
  }
}
