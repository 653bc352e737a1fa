// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.consumer.common;

/** Texts as EventBridge delivers them to a queue. */
public final class Messages {
  private Messages() {}

  /** An order of some 900 bytes, as docs/wire-format.md has it. */
  public static String order(int number) {
    return """
    {"version":"0","id":"7a62c49f-347e-4fc4-9331-6e8e%08x","detail-type":"OrderPlaced",\
    "source":"grocer.customer-web","account":"111111111111","time":"2026-11-24T08:00:00Z",\
    "region":"eu-west-1","resources":[],"detail":{"_metadata":{\
    "id":"01999f3e-0000-7000-8000-0000%08x","schemaVersion":7,\
    "occurredAt":"2026-11-24T08:00:00.123Z","service":"customer-web",\
    "correlationId":"01999f3e-0000-7000-8000-000000000001"},\
    "traceContext":{"traceparent":"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"},\
    "orderId":"ord-%d","customerId":"cus-8c1f2e3d4b5a","currency":"EUR","totalCents":8435,\
    "deliveryWindow":"2026-11-24T08:00/2026-11-24T10:00","items":[\
    {"sku":"sku-apples-1kg","name":"Apples, red, 1 kg","quantity":2,"unitCents":349},\
    {"sku":"sku-milk-1l","name":"Milk, whole, 1 l","quantity":6,"unitCents":129},\
    {"sku":"sku-bread-500","name":"Bread, rye, 500 g","quantity":1,"unitCents":299}]}}\
    """
        .formatted(number, number, number);
  }
}
