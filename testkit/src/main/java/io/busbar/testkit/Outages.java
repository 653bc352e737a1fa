// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import io.busbar.core.routing.Arn;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * Which accounts, Regions and resources do not answer, and until when. Guarded by the
 * organization's lock.
 */
final class Outages {
  private static final long OPEN_END = Long.MAX_VALUE;

  private final State state;

  /** By account id, {@code account/region}, or ARN: when it ends. */
  private final Map<String, Long> ends = new TreeMap<>();

  Outages(State state) {
    this.state = state;
  }

  void begin(String scope) {
    ends.put(scope, OPEN_END);
  }

  /** A longer outage that is under way stays. */
  void begin(String scope, Duration duration) {
    ends.merge(scope, state.elapsed() + duration.toNanos(), Math::max);
  }

  void end(String scope) {
    ends.remove(scope);
  }

  void clear() {
    ends.clear();
  }

  /** Whether the resource does not answer, by itself or with its Region or account. */
  boolean covers(String arn) {
    return endOf(arn) > state.elapsed();
  }

  /** Whether an account's calls in a Region get no answer. */
  boolean covers(Region region) {
    return Math.max(endOfScope(region.account().id()), endOfScope(scope(region))) > state.elapsed();
  }

  /** When the resource answers again; empty when nobody knows. */
  OptionalLong knownEnd(String arn) {
    long end = endOf(arn);
    return end == OPEN_END ? OptionalLong.empty() : OptionalLong.of(end);
  }

  static String scope(Region region) {
    return region.account().id() + '/' + region.name();
  }

  private long endOf(String arn) {
    if (ends.isEmpty()) {
      return 0;
    }
    return Arn.find(arn).stream()
        .flatMapToLong(
            parts ->
                LongStream.of(
                    endOfScope(arn),
                    endOfScope(parts.account()),
                    endOfScope(parts.account() + '/' + parts.region())))
        .max()
        .orElse(0);
  }

  private long endOfScope(String scope) {
    return ends.getOrDefault(scope, 0L);
  }
}
