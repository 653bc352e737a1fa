// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.consumer.common;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** What a service declares that reads the whole envelope by Jackson alone; times stay text. */
public record Envelope(
    String version,
    String id,
    @JsonProperty("detail-type") String detailType,
    String source,
    String account,
    String time,
    String region,
    List<String> resources,
    OrderPlaced detail) {

  /** The detail with the reserved members. */
  public record OrderPlaced(
      @JsonProperty("_metadata") Metadata metadata,
      TraceContext traceContext,
      String orderId,
      String customerId,
      String currency,
      long totalCents,
      String deliveryWindow,
      List<Item> items) {}

  /** The library's member of the detail. */
  public record Metadata(
      String id,
      int schemaVersion,
      String occurredAt,
      String service,
      String correlationId,
      int hops) {}

  /** The trace's member of the detail. */
  public record TraceContext(String traceparent) {}

  /** One line of the order. */
  public record Item(String sku, String name, int quantity, int unitCents) {}
}
