// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.publish;

import io.busbar.core.EncodedDetail;
import io.busbar.core.EventId;
import io.busbar.core.EventName;
import io.busbar.core.InvalidEventException;
import io.busbar.core.OutgoingEvent.Delivery;
import io.busbar.core.ServiceLimits;
import io.busbar.core.TraceContext;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event in its final form: serialised, named, traced. Nothing on the way to EventBridge changes
 * it any more.
 *
 * @param bus name or ARN
 * @param time the envelope's time, or null for EventBridge's own
 * @param orderingKey what an outbox keeps in order
 * @param deliverAt what an outbox waits for
 * @param traceHeader X-Ray's header for this entry, at most 500 characters (PutEvents API)
 * @param traceContext what the detail carries, for links
 * @param attachment what an interceptor wants to find again in {@link PublishInterceptor#around};
 *     stays in this process, so an entry that comes from an outbox's table has none
 */
public record Entry(
    EventId id,
    EventName name,
    String bus,
    EncodedDetail detail,
    List<String> resources,
    @Nullable Instant time,
    @Nullable String orderingKey,
    @Nullable Delivery deliverAt,
    @Nullable String traceHeader,
    @Nullable TraceContext traceContext,
    @Nullable Object attachment) {

  private static final int TIME_SIZE = 14;
  private static final int BILLED_CHUNK = 64 * 1024;

  public Entry {
    resources = List.copyOf(resources);
  }

  /** An entry without an attachment. */
  public Entry(
      EventId id,
      EventName name,
      String bus,
      EncodedDetail detail,
      List<String> resources,
      @Nullable Instant time,
      @Nullable String orderingKey,
      @Nullable Delivery deliverAt,
      @Nullable String traceHeader,
      @Nullable TraceContext traceContext) {
    this(
        id,
        name,
        bus,
        detail,
        resources,
        time,
        orderingKey,
        deliverAt,
        traceHeader,
        traceContext,
        null);
  }

  /** An entry without any of the optional parts. */
  public static Entry of(EventId id, EventName name, String bus, EncodedDetail detail) {
    return new Entry(id, name, bus, detail, List.of(), null, null, null, null, null);
  }

  /**
   * What counts against the request's limit: 14 bytes if a time is set, and the UTF-8 bytes of
   * source, detail-type, detail and resources. Bus and trace header do not count (EventBridge User
   * Guide, "Calculating PutEvents event entry size").
   */
  public int size() {
    int size =
        (time == null ? 0 : TIME_SIZE)
            + utf8Length(name.source())
            + utf8Length(name.detailType())
            + detail.length();
    for (String resource : resources) {
      size += utf8Length(resource);
    }
    return size;
  }

  /**
   * Refuses what EventBridge would refuse for its size, whatever else is in the request.
   *
   * @throws InvalidEventException {@code EntryTooLarge} if no request can hold the entry, {@code
   *     InvalidArgument} if a resource is too long; the text names what makes it large
   */
  public void requireWithin(ServiceLimits limits) {
    EntryLimits.check(this, limits);
  }

  /**
   * How many events an entry of a size is on the bill: one for each 64 KB (EventBridge pricing).
   */
  public static int billedChunks(int size) {
    return Math.max(1, (size + BILLED_CHUNK - 1) / BILLED_CHUNK);
  }

  private static int utf8Length(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return text.getBytes(StandardCharsets.UTF_8).length;
      }
    }
    return text.length();
  }
}
