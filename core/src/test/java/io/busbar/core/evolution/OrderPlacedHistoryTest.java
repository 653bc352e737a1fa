// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.evolution;

import static io.busbar.core.EventMetadata.UNKNOWN_VERSION;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrderPlacedHistoryTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final UpcasterChain chain = OrderPlacedHistory.chain();

  @ParameterizedTest
  @CsvSource({"1,1", "2,1", "3,1", "4,4", "5,5", "6,6", "7,7"})
  void recognisesTheVersionsThatAStepTellsApart(int sample, int version) throws IOException {
    assertThat(chain.sniff(sample(sample))).isEqualTo(version);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
  void bringsEverySampleToVersionSevenAndLeavesItAlone(int version) throws IOException {
    ObjectNode sample = sample(version);

    OrderPlaced order = upcast(sample);

    assertThat(sample).isEqualTo(sample(version));
    assertThat(order.orderId()).isEqualTo(sample.get("orderId").textValue());
    assertThat(order.customerIdV2()).isEqualTo("usr_" + sample.get("customerId").textValue());
    assertThat(order.itemsV2()).isNotEmpty().allMatch(item -> item.quantity() >= 1);
    assertThat(order.totalAmount().value()).isEqualByComparingTo(sample.get("total").asText());
    assertThat(order.metadata()).isNotNull();
    assertThat(upcast(sample)).isEqualTo(order);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
  void comesToTheSameWhenTheVersionIsDeclared(int version) throws IOException {
    ObjectNode sample = sample(version);

    assertThat(chain.upcast(sample, version, 7))
        .isEqualTo(chain.upcast(sample, UNKNOWN_VERSION, 7));
  }

  @Test
  void countsTheItemsOfAnOldOrder() throws IOException {
    assertThat(upcast(sample(3)).itemsV2())
        .containsExactly(
            new Item("item-4", 2, null, List.of()), new Item("item-9", 1, null, List.of()));
  }

  @Test
  void fillsInWhatTheOldestOrderDoesNotSay() throws IOException {
    assertThat(upcast(sample(1)))
        .isEqualTo(
            new OrderPlaced(
                "ord-1a2b3c4d",
                "usr_cust-9f8e7d6c",
                List.of(
                    new Item("item-1", 1, null, List.of()), new Item("item-2", 1, null, List.of())),
                new Amount(new BigDecimal("45.99"), "USD"),
                new Sender("unknown", "unknown"),
                null));
  }

  @Test
  void keepsWhatANewerOrderSays() throws IOException {
    OrderPlaced order = upcast(sample(6));

    assertThat(order.totalAmount()).isEqualTo(new Amount(new BigDecimal("99.0"), "EUR"));
    assertThat(order.metadata()).isEqualTo(new Sender("mobile-app", "2.1.0"));
    assertThat(order.itemsV2())
        .containsExactly(new Item("item-8", 1, new BigDecimal("99.0"), List.of("gift-wrap")));
  }

  @Test
  void stopsAtTheVersionOfAnOlderHandler() throws IOException {
    ObjectNode version4 = chain.upcast(sample(2), UNKNOWN_VERSION, 4);

    assertThat(version4.fieldNames())
        .toIterable()
        .containsExactly("orderId", "customerId", "items", "total", "note", "itemsV2");
  }

  private OrderPlaced upcast(ObjectNode detail) throws IOException {
    return JSON.treeToValue(chain.upcast(detail, UNKNOWN_VERSION, 7), OrderPlaced.class);
  }

  private static ObjectNode sample(int version) throws IOException {
    String file = "/events/order-placed/v%d.json".formatted(version);
    try (InputStream sample = OrderPlacedHistoryTest.class.getResourceAsStream(file)) {
      return (ObjectNode) JSON.readTree(sample);
    }
  }

  /** What a handler of version 7 reads. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record OrderPlaced(
      String orderId,
      String customerIdV2,
      List<Item> itemsV2,
      Amount totalAmount,
      Sender metadata,
      @Nullable String note) {}

  record Item(String id, int quantity, @Nullable BigDecimal price, List<String> modifiers) {}

  record Amount(BigDecimal value, String currency) {}

  record Sender(String source, String version) {}
}
