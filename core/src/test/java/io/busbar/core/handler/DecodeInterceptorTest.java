// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.core.CapturedLogs;
import io.busbar.core.ConfigurationException;
import io.busbar.core.EnvelopeText;
import io.busbar.core.EventType;
import io.busbar.core.evolution.NewerVersion;
import io.busbar.core.evolution.OrderPlacedHistory;
import io.busbar.core.evolution.Upcaster;
import io.busbar.core.evolution.UpcasterChain;
import io.busbar.core.evolution.Upcasters;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecodeInterceptorTest {
  private static final Upcasters UPCASTERS = Upcasters.of(OrderPlacedHistory.chain());

  @RegisterExtension final CapturedLogs logs = new CapturedLogs();
  private final List<OrderPlaced> seen = new ArrayList<>();
  private final List<JsonNode> trees = new ArrayList<>();

  @EventType(source = "grocer.customer-web", name = "Order Placed", version = 7)
  record OrderPlaced(
      String orderId,
      String customerIdV2,
      List<Item> itemsV2,
      Amount totalAmount,
      Sender metadata) {}

  record Item(String id, int quantity, @Nullable BigDecimal price, List<String> modifiers) {}

  record Amount(BigDecimal value, String currency) {}

  record Sender(String source, String version) {}

  class Deliveries {
    @EventHandler
    void on(OrderPlaced order, JsonNode asItArrived) {
      seen.add(order);
      trees.add(asItArrived);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
  void bringsEveryVersionToTheHandlers(int version) throws IOException {
    String sample = sample(version);

    Outcome undeclared = dispatch(new Deliveries(), sample);
    Outcome declared = dispatch(new Deliveries(), declaring(version, sample));

    assertThat(List.of(undeclared, declared)).containsOnly(Outcome.ACK);
    assertThat(seen).hasSize(2).containsOnly(seen.get(0));
    OrderPlaced order = seen.get(0);
    JsonNode raw = new com.fasterxml.jackson.databind.ObjectMapper().readTree(sample);
    assertThat(order.orderId()).isEqualTo(raw.get("orderId").textValue());
    assertThat(order.customerIdV2()).isEqualTo("usr_" + raw.get("customerId").textValue());
    assertThat(order.itemsV2()).isNotEmpty();
    assertThat(order.totalAmount().value()).isEqualByComparingTo(raw.get("total").asText());
    assertThat(trees.get(0).has("itemsV2")).isEqualTo(version >= 4);
  }

  class AnySource {
    @EventHandler(source = "grocer.*")
    void on(OrderPlaced order) {
      seen.add(order);
    }
  }

  @Test
  void upcastsForAHandlerOfSeveralSources() throws IOException {
    assertThat(dispatch(new AnySource(), sample(1))).isEqualTo(Outcome.ACK);
    assertThat(seen).hasSize(1);
    assertThat(dispatcher(new AnySource()).describe())
        .contains("DECODE into OrderPlaced, upcast from version 1");
  }

  class AnyVersion {
    @EventHandler(source = "grocer.customer-web", detailType = "Order Placed")
    void on(JsonNode detail) {
      trees.add(detail);
    }
  }

  @Test
  void leavesTheDetailAloneForAHandlerOfAnyVersion() throws IOException {
    assertThat(dispatch(new AnyVersion(), sample(1))).isEqualTo(Outcome.ACK);
    assertThat(trees.get(0).has("itemsV2")).isFalse();
  }

  @EventType(source = "grocer.customer-web", name = "Order Placed", version = 5)
  record Older(String orderId, Amount totalAmount) {}

  static class OlderHandler {
    @EventHandler
    void on(Older order) {}
  }

  @Test
  void bindsNewerEventsAsTheyAreByDefault() throws IOException {
    assertThat(dispatch(new OlderHandler(), declaring(7, sample(7)))).isEqualTo(Outcome.ACK);
    assertThat(dispatch(new OlderHandler(), sample(7))).isEqualTo(Outcome.ACK);
  }

  @Test
  void deadLettersNewerEventsWhenToldTo() throws IOException {
    Outcome.DeadLetter deadLetter =
        new Outcome.DeadLetter(
            "The event has schema version 7, but handler OlderHandler.on(Older) knows versions up to 5. "
                + "Deploy the consumer, then redrive.",
            null);

    assertThat(dispatch(NewerVersion.DEAD_LETTER, declaring(7, sample(7)))).isEqualTo(deadLetter);
    assertThat(dispatch(NewerVersion.DEAD_LETTER, sample(7)))
        .as("a version that is recognised by its members")
        .isEqualTo(deadLetter);
    assertThat(dispatch(NewerVersion.DEAD_LETTER, declaring(5, sample(5)))).isEqualTo(Outcome.ACK);
  }

  @Test
  void retriesNewerEventsWhenToldToUntilTheAttemptsEnd() throws IOException {
    EventDispatcher dispatcher =
        EventDispatcher.builder(Orders.config())
            .handlers(new OlderHandler())
            .newerVersion(NewerVersion.FAIL)
            .build();
    String body = EnvelopeText.of(declaring(7, sample(7)));

    assertThat(outcome(dispatcher, body, 1))
        .isInstanceOfSatisfying(
            Outcome.Retry.class,
            retry -> assertThat(retry.cause()).isInstanceOf(NewerVersionException.class));
    assertThat(outcome(dispatcher, body, 5))
        .isInstanceOfSatisfying(
            Outcome.DeadLetter.class,
            dead ->
                assertThat(dead.reason())
                    .isEqualTo(
                        "io.busbar.core.handler.NewerVersionException on attempt 5, the last attempt: "
                            + "The event has schema version 7, but handler OlderHandler.on(Older) knows versions up to 5. "
                            + "Deploy the consumer, then redrive."));
  }

  @Test
  void deadLettersADetailThatDoesNotFit() {
    assertThat(dispatch(new Deliveries(), "{\"_metadata\":{\"schemaVersion\":7},\"itemsV2\":{}}"))
        .isInstanceOfSatisfying(
            Outcome.DeadLetter.class,
            dead ->
                assertThat(dead.reason())
                    .startsWith(
                        "io.busbar.core.MalformedEventException on attempt 1, which trying again cannot mend: "
                            + "The detail of 'Order Placed' from grocer.customer-web (event "));
  }

  @Test
  void deadLettersAnEventWhoseUpcasterFails() {
    UpcasterChain broken =
        UpcasterChain.builder("grocer.customer-web", "Order Placed")
            .step(
                6,
                detail -> {
                  throw new IllegalStateException("secret");
                })
            .build();
    Outcome outcome =
        outcome(
            EventDispatcher.builder(Orders.config())
                .handlers(new Deliveries())
                .upcasters(Upcasters.of(broken))
                .build(),
            EnvelopeText.of("{\"_metadata\":{\"schemaVersion\":6}}"),
            1);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.DeadLetter.class,
            dead ->
                assertThat(dead.reason())
                    .isEqualTo(
                        "io.busbar.core.evolution.UpcastException on attempt 1, which trying again cannot mend: "
                            + "step(6) of the upcaster chain of 'Order Placed' from grocer.customer-web failed with "
                            + "java.lang.IllegalStateException. Correct the step, then redrive the event; it is unchanged."));
  }

  @Test
  void refusesAChainThatDoesNotReachTheHandler() {
    UpcasterChain shorter =
        UpcasterChain.builder("grocer.customer-web", "Order Placed")
            .step(1, Upcaster.unchanged())
            .build();
    EventDispatcherBuilder builder =
        EventDispatcher.builder(Orders.config())
            .handlers(new Deliveries(), new AnySource())
            .idempotency(InMemoryIdempotencyStore.create())
            .upcasters(Upcasters.of(shorter));

    assertThat(catchThrowableOfType(ConfigurationException.class, builder::build))
        .hasMessage(
            """
            The handlers cannot be registered:
              1. Deliveries.on(OrderPlaced): The upcaster chain of 'Order Placed' from grocer.customer-web ends at version 2, but version 7 is needed. Add step(2, …).
              2. AnySource.on(OrderPlaced): The upcaster chain of 'Order Placed' from grocer.customer-web ends at version 2, but version 7 is needed. Add step(2, …).""");
  }

  private Outcome dispatch(NewerVersion newer, String detail) {
    EventDispatcher dispatcher =
        EventDispatcher.builder(Orders.config())
            .handlers(new OlderHandler())
            .upcasters(UPCASTERS)
            .newerVersion(newer)
            .build();
    return outcome(dispatcher, EnvelopeText.of(detail), 1);
  }

  private static Outcome dispatch(Object handler, String detail) {
    return outcome(dispatcher(handler), EnvelopeText.of(detail), 1);
  }

  private static EventDispatcher dispatcher(Object handler) {
    return EventDispatcher.builder(Orders.config()).handlers(handler).upcasters(UPCASTERS).build();
  }

  private static Outcome outcome(EventDispatcher dispatcher, String body, int receiveCount) {
    Delivery delivery = new Delivery(body, "m-1", receiveCount, java.util.Map.of());
    return dispatcher.dispatch(delivery).results().get(0).outcome();
  }

  private static String declaring(int version, String detail) {
    return "{\"_metadata\":{\"schemaVersion\":" + version + "}," + detail.substring(1);
  }

  private static String sample(int version) throws IOException {
    String file = "/events/order-placed/v%d.json".formatted(version);
    try (InputStream sample = DecodeInterceptorTest.class.getResourceAsStream(file)) {
      return new String(sample.readAllBytes(), StandardCharsets.UTF_8).trim();
    }
  }
}
