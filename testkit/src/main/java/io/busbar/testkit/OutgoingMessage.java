// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A message to send.
 *
 * @param attributes by name, at most ten
 * @param delay zero to 15 minutes, or null for the queue's own
 * @param traceHeader the system attribute {@code AWSTraceHeader}
 */
public record OutgoingMessage(
    String body,
    Map<String, MessageAttribute> attributes,
    @Nullable Duration delay,
    @Nullable String traceHeader) {

  public OutgoingMessage {
    attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
  }

  /** A message with nothing but a body. */
  public static OutgoingMessage of(String body) {
    return new OutgoingMessage(body, Map.of(), null, null);
  }
}
