// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.evolution;

import static io.busbar.core.evolution.Upcaster.unchanged;
import static io.busbar.core.evolution.VersionSniffer.hasMember;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The seven versions of the grocery platform's {@code Order Placed}. None of them says which it is.
 */
public final class OrderPlacedHistory {

  private OrderPlacedHistory() {}

  public static UpcasterChain chain() {
    return UpcasterChain.builder("grocer.customer-web", "Order Placed")
        .sniff(hasMember("customerIdV2", 7))
        .sniff(hasMember("metadata", 6))
        .sniff(hasMember("totalAmount", 5))
        .sniff(hasMember("itemsV2", 4))
        .otherwise(1) // 1, 2 and 3 differ by optional members only, so they need not be told apart.
        .step(1, unchanged()) // 2 added a note, optional.
        .step(2, unchanged()) // 3 added a delivery slot, optional.
        .step(3, OrderPlacedHistory::makeItemsObjects)
        .step(4, OrderPlacedHistory::nameTheCurrency)
        .step(5, OrderPlacedHistory::nameTheApplication)
        .step(6, OrderPlacedHistory::giveTheNewCustomerId)
        .build();
  }

  /**
   * Version 4: an item that was named n times becomes one of quantity n. Its price is not known.
   */
  private static ObjectNode makeItemsObjects(ObjectNode detail) {
    Map<String, Integer> quantities = new LinkedHashMap<>();
    for (JsonNode item : detail.path("items")) {
      quantities.merge(item.textValue(), 1, Integer::sum);
    }
    ArrayNode items = detail.putArray("itemsV2");
    quantities.forEach(
        (id, quantity) -> {
          ObjectNode item = items.addObject().put("id", id).put("quantity", quantity);
          item.putNull("price").putArray("modifiers");
        });
    return detail;
  }

  /** Version 5: the shop sold in US dollars only until then. */
  private static ObjectNode nameTheCurrency(ObjectNode detail) {
    detail.putObject("totalAmount").put("currency", "USD").set("value", detail.get("total"));
    return detail;
  }

  /** Version 6: which application had sent an older order was not recorded. */
  private static ObjectNode nameTheApplication(ObjectNode detail) {
    detail.putObject("metadata").put("source", "unknown").put("version", "unknown");
    return detail;
  }

  /** Version 7: the new form is made from the old id. */
  private static ObjectNode giveTheNewCustomerId(ObjectNode detail) {
    return detail.put("customerIdV2", "usr_" + detail.path("customerId").textValue());
  }
}
