// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a PutEvents request as a caller sends it: anything can be missing or wrong, and the
 * answer says so.
 *
 * @param time null for the time at which EventBridge takes the event
 * @param eventBusName name, ARN, or null for the caller's default bus
 * @param traceHeader X-Ray's; arrives at queues as {@code AWSTraceHeader}
 */
public record PutEventsEntry(
    @Nullable String source,
    @Nullable String detailType,
    @Nullable String detail,
    List<String> resources,
    @Nullable Instant time,
    @Nullable String eventBusName,
    @Nullable String traceHeader) {

  public PutEventsEntry {
    resources = List.copyOf(resources);
  }

  /** An entry for the caller's default bus, without any of the optional parts. */
  public static PutEventsEntry of(String source, String detailType, String detail) {
    return new PutEventsEntry(source, detailType, detail, List.of(), null, null, null);
  }

  /** This entry for another bus, by name or ARN. */
  public PutEventsEntry on(String eventBusName) {
    return new PutEventsEntry(
        source, detailType, detail, resources, time, eventBusName, traceHeader);
  }
}
