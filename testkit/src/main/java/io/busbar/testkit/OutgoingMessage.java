// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import java.nio.charset.StandardCharsets;
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
 * @param group a FIFO queue must be told it, others may
 */
public record OutgoingMessage(
    String body,
    Map<String, MessageAttribute> attributes,
    @Nullable Duration delay,
    @Nullable String traceHeader,
    @Nullable MessageGroup group) {

  public OutgoingMessage {
    attributes =
        attributes.isEmpty() ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(attributes));
  }

  /** A message of no group. */
  public OutgoingMessage(
      String body,
      Map<String, MessageAttribute> attributes,
      @Nullable Duration delay,
      @Nullable String traceHeader) {
    this(body, attributes, delay, traceHeader, null);
  }

  /** A message with nothing but a body. */
  public static OutgoingMessage of(String body) {
    return new OutgoingMessage(body, Map.of(), null, null);
  }

  /** Default: none. */
  public OutgoingMessage withGroup(@Nullable MessageGroup group) {
    return new OutgoingMessage(body, attributes, delay, traceHeader, group);
  }

  OutgoingMessage withDelay(Duration delay) {
    return new OutgoingMessage(body, attributes, delay, traceHeader, group);
  }

  /**
   * What counts for the limits of queue and batch: the UTF-8 bytes of the body, and of the
   * attributes' names, types and values.
   */
  public long size() {
    long size = utf8(body);
    for (Map.Entry<String, MessageAttribute> each : attributes.entrySet()) {
      size +=
          utf8(each.getKey()) + utf8(each.getValue().dataType()) + each.getValue().bytes().length;
    }
    return size;
  }

  private static long utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
