// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.testkit;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Rules of the usual kinds, and events of about 600 bytes of which each matches exactly one of
 * them.
 *
 * @param patterns by the number of the rule
 * @param details of the events, without their envelopes
 */
record Traffic(List<String> patterns, List<String> details) {
  static final String SOURCE = "grocer.customer-web";
  static final String DETAIL_TYPE = "Order Placed";
  private static final int EVENTS = 1_000;

  static Traffic of(int rules) {
    return new Traffic(
        IntStream.range(0, rules).mapToObj(Traffic::pattern).toList(),
        IntStream.range(0, EVENTS).mapToObj(event -> detail(event, event % rules)).toList());
  }

  /** All by the store; some by a prefix, a number or a list besides. */
  private static String pattern(int rule) {
    String also =
        switch (rule % 4) {
          case 0 -> "";
          case 1 -> ",\"orderId\":[{\"prefix\":\"ord-\"}]";
          case 2 -> ",\"total\":[{\"numeric\":[\">\",0]}]";
          default -> ",\"slot\":[\"MORNING\",\"NOON\",\"EVENING\"]";
        };
    return "{\"source\":[\"%s\"],\"detail-type\":[\"%s\"],\"detail\":{\"store\":[\"store-%d\"]%s}}"
        .formatted(SOURCE, DETAIL_TYPE, rule, also);
  }

  private static String detail(int event, int rule) {
    return "{\"_metadata\":{\"id\":\"01999f3e-7d2a-7c11-9a53-%012x\",\"schemaVersion\":7,\"occurredAt\":\"2026-11-23T06:00:00.123Z\",\"service\":\"customer-web\",\"correlationId\":\"01999f3e-7d2a-7c11-9a53-4f0d2c6b8e01\",\"hops\":0},"
            .formatted(event)
        + "\"orderId\":\"ord-%08x\",\"customerId\":\"user-%d\",\"store\":\"store-%d\",\"slot\":\"NOON\",\"total\":42.5,"
            .formatted(event, event % 97, rule)
        + "\"items\":[{\"sku\":\"milk\",\"quantity\":2,\"price\":1.25},{\"sku\":\"bread\",\"quantity\":1,\"price\":3.1}]}";
  }
}
