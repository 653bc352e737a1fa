// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import io.busbar.core.publish.EntryResult;
import io.busbar.core.publish.EntryResult.Refused;
import java.util.List;
import java.util.Set;

/**
 * How many requests may be on their way to a bus at once: the ceiling, until EventBridge throttles.
 * A round of answers that was throttled halves it, one without throttling widens it by one
 * (additive increase, multiplicative decrease). Used by the relay alone.
 */
final class InFlightWindow {
  private static final Set<String> THROTTLED =
      Set.of(
          "ThrottlingException",
          "Throttling",
          "ThrottledException",
          "RequestThrottledException",
          "TooManyRequestsException",
          "RequestLimitExceeded",
          "LimitExceededException",
          "SlowDown");
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

  void answered(List<EntryResult> results) {
    long throttled = results.stream().filter(InFlightWindow::isThrottled).count();
    if (throttled > 0) {
      narrow((double) throttled / results.size());
    } else if (results.stream().anyMatch(EntryResult.Accepted.class::isInstance)) {
      size = Math.min(ceiling, size + 1 / size);
    }
  }

  /** A request was refused as a whole. */
  void failed(String code) {
    if (THROTTLED.contains(code)) {
      narrow(1);
    }
  }

  private void narrow(double share) {
    size = Math.max(1, size - CUT * share);
  }

  private static boolean isThrottled(EntryResult result) {
    return result instanceof Refused refused && THROTTLED.contains(refused.code());
  }
}
