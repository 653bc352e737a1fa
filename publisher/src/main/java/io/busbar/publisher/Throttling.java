// SPDX-License-Identifier: Apache-2.0
package io.busbar.publisher;

import io.busbar.core.publish.EntryResult;
import java.util.List;
import java.util.Set;

/** Tells "too much" from all other refusals. */
final class Throttling {
  /** What AWS services say, after the list of the AWS SDK ({@code RetryUtils}). */
  private static final Set<String> CODES =
      Set.of(
          "ThrottlingException",
          "Throttling",
          "ThrottledException",
          "RequestThrottledException",
          "RequestThrottled",
          "TooManyRequestsException",
          "RequestLimitExceeded",
          "BandwidthLimitExceeded",
          "LimitExceededException",
          "SlowDown");

  private Throttling() {}

  static boolean isThrottling(EntryResult result) {
    return result instanceof EntryResult.Refused refused && CODES.contains(refused.code());
  }

  /** Which part of a request was too much, from 0 to 1. */
  static double share(List<EntryResult> results) {
    int throttled = 0;
    for (EntryResult result : results) {
      if (isThrottling(result)) {
        throttled++;
      }
    }
    return results.isEmpty() ? 0 : (double) throttled / results.size();
  }
}
