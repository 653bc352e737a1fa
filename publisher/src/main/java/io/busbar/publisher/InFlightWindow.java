// SPDX-License-Identifier: Apache-2.0
package io.busbar.publisher;

import io.busbar.core.publish.EntryResult;
import java.util.List;

/**
 * How many requests may be on their way at once: the ceiling, until EventBridge throttles. A round
 * of as many answers as there are permits halves the window when all of it was throttled, and
 * narrows it in proportion when some was; a round without throttling widens it by one. So
 * publishers that share a quota come to share it evenly (additive increase, multiplicative
 * decrease).
 *
 * <p>What fails for another reason says nothing about the quota and changes nothing. Belongs to the
 * batcher's thread.
 */
final class InFlightWindow {
  private static final double FLOOR = 1;
  private static final double CUT = 0.5;

  private final int ceiling;
  private double size;

  InFlightWindow(int ceiling) {
    this.ceiling = ceiling;
    this.size = ceiling;
  }

  int permits() {
    return (int) size;
  }

  boolean isNarrowed() {
    return permits() < ceiling;
  }

  void answered(Answer answer) {
    double throttled = Throttling.share(answer.results());
    if (throttled > 0) {
      size = Math.max(FLOOR, size - CUT * throttled);
    } else if (isAccepted(answer.results())) {
      size = Math.min(ceiling, size + 1 / size);
    }
  }

  private static boolean isAccepted(List<EntryResult> results) {
    for (EntryResult result : results) {
      if (result instanceof EntryResult.Accepted) {
        return true;
      }
    }
    return false;
  }
}
