// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.busbar.core.ConfigurationException;
import io.busbar.core.EventEnvelope;
import io.busbar.core.EventMetadata;
import io.busbar.core.EventType;
import io.busbar.core.handler.Orders.OrderPlaced;
import io.busbar.core.handler.Orders.PaymentProcessed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each kind of mistake with its whole text; the handlers do nothing, they are never called. */
class HandlerScannerTest {
  private static final String PARAMETERS =
      "A handler takes the event's record, EventEnvelope<T>, EventMetadata, HandlerContext, JsonNode, one value by @MetadataValue, or a List<EventEnvelope<T>> alone.\n"
          + "Declare the record annotated with @EventType, or EventEnvelope<JsonNode> for any event.";
  private static final String RETURNS =
      "which is no event. A handler returns nothing, an event, a collection of events, an Optional, or a CompletionStage of these.\n"
          + "Return a record annotated with @EventType, or declare void.";

  record Unnamed(String orderId) {}

  static class Parameters {
    @EventHandler
    void array(String[] texts) {}

    @EventHandler
    void list(List<OrderPlaced> orders) {}

    @EventHandler
    void number(OrderPlaced order, int count) {}

    @EventHandler
    void text(String text) {}

    @EventHandler
    void tree(ArrayNode array) {}

    @EventHandler
    <T> void variable(T anything) {}
  }

  @Test
  void refusesParametersThatAreNoPartOfAnEvent() {
    assertThat(findings(new Parameters()))
        .containsExactlyInAnyOrder(
            "Parameters.array(String[]): parameter 1 is a String[]. " + PARAMETERS,
            "Parameters.list(List): parameter 1 is a List. " + PARAMETERS,
            "Parameters.number(OrderPlaced, int): parameter 2 is an int. " + PARAMETERS,
            "Parameters.text(String): parameter 1 is a String. " + PARAMETERS,
            "Parameters.tree(ArrayNode): parameter 1 is an ArrayNode. " + PARAMETERS,
            "Parameters.variable(Object): parameter 1 is an Object. " + PARAMETERS);
  }

  @SuppressWarnings("rawtypes") // That is the mistake.
  static class Envelopes {
    @EventHandler
    void raw(EventEnvelope envelope) {}

    @EventHandler
    void text(EventEnvelope<String> envelope) {}

    @EventHandler
    void wild(EventEnvelope<?> envelope) {}
  }

  @Test
  void refusesEnvelopesOfWhatIsNoDetail() {
    assertThat(findings(new Envelopes()))
        .containsExactlyInAnyOrder(
            "Envelopes.raw(EventEnvelope): parameter 1 is an EventEnvelope without a type.\n"
                + "Say what the detail is: EventEnvelope<OrderPlaced>, or EventEnvelope<JsonNode>.",
            "Envelopes.text(EventEnvelope): parameter 1 is an EventEnvelope<String>. " + PARAMETERS,
            "Envelopes.wild(EventEnvelope): parameter 1 is an EventEnvelope<?>. " + PARAMETERS);
  }

  static class TwoDetails {
    @EventHandler
    void on(OrderPlaced order, EventEnvelope<PaymentProcessed> payment) {}
  }

  @Test
  void refusesTwoViewsOfOneDetail() {
    assertThat(findings(new TwoDetails()))
        .containsExactly(
            "TwoDetails.on(OrderPlaced, EventEnvelope): parameter 2 wants the detail as io.busbar.core.handler.Orders$PaymentProcessed, "
                + "but an earlier one as io.busbar.core.handler.Orders$OrderPlaced. A detail is read once.\n"
                + "Keep one of them, or take JsonNode beside it.");
  }

  static class Returns {
    @EventHandler
    String text(OrderPlaced order) {
      return "";
    }

    @EventHandler
    Optional<Integer> optional(OrderPlaced order) {
      return Optional.empty();
    }

    @EventHandler
    CompletionStage<List<? extends Boolean>> stage(OrderPlaced order) {
      throw new UnsupportedOperationException();
    }

    @EventHandler
    Stream<CompletionStage<PaymentProcessed>> stages(OrderPlaced order) {
      return Stream.empty();
    }

    @EventHandler
    Map<String, PaymentProcessed> map(OrderPlaced order) {
      return Map.of();
    }

    @EventHandler
    @Nullable List<Unnamed> unnamed(OrderPlaced order) {
      return null;
    }
  }

  @Test
  void refusesResultsThatAreNoEvents() {
    assertThat(findings(new Returns()))
        .containsExactlyInAnyOrder(
            "Returns.text(OrderPlaced): it returns String, " + RETURNS,
            "Returns.optional(OrderPlaced): it returns Integer, " + RETURNS,
            "Returns.stage(OrderPlaced): it returns Boolean, " + RETURNS,
            "Returns.stages(OrderPlaced): it returns CompletionStage, " + RETURNS,
            "Returns.map(OrderPlaced): it returns Map, " + RETURNS,
            "Returns.unnamed(OrderPlaced): it returns Unnamed, which has no @EventType, so its source and detail-type are not known.\n"
                + "Annotate it with @EventType(source = …, name = …), or return an OutgoingEvent.");
  }

  sealed interface Result permits Good, Bad, Open {}

  @EventType(source = "grocer.x", name = "Good Thing")
  record Good() implements Result {}

  record Bad() implements Result {}

  static non-sealed class Open implements Result {}

  static class SealedReturn {
    @EventHandler
    CompletionStage<Optional<Result>> on(OrderPlaced order) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void looksAtEveryMemberOfASealedResult() {
    assertThat(findings(new SealedReturn()))
        .containsExactly(
            "SealedReturn.on(OrderPlaced): it returns Bad, which has no @EventType, so its source and detail-type are not known.\n"
                + "Annotate it with @EventType(source = …, name = …), or return an OutgoingEvent.");
  }

  static class Unsaid {
    @EventHandler
    void metadata(EventMetadata metadata) {}

    @EventHandler(source = "grocer.x")
    void record(Unnamed event) {}

    @EventHandler(detailType = "Any Thing")
    void tree(EventEnvelope<JsonNode> envelope) {}
  }

  @Test
  void asksWhichEventAHandlerTakes() {
    String remedy =
        "\nAnnotate the record with @EventType(source = …, name = …), or write @EventHandler(source = …, detailType = …).";
    assertThat(findings(new Unsaid()))
        .containsExactlyInAnyOrder(
            "Unsaid.metadata(EventMetadata): which event it takes is not said: JsonNode has no @EventType, and @EventHandler names no source."
                + remedy,
            "Unsaid.record(Unnamed): which event it takes is not said: Unnamed has no @EventType, and @EventHandler names no detailType."
                + remedy,
            "Unsaid.tree(EventEnvelope): which event it takes is not said: JsonNode has no @EventType, and @EventHandler names no source."
                + remedy);
  }

  static class Names {
    @EventHandler(source = "*.payment")
    void source(OrderPlaced order) {}

    @EventHandler(detailType = "Order *")
    void detailType(OrderPlaced order) {}

    @EventHandler(detailType = "  ")
    void blank(OrderPlaced order) {}

    @EventHandler
    void annotation(BadVersion event) {}
  }

  @EventType(source = "grocer.x", name = "Bad Version", version = 0)
  record BadVersion() {}

  @Test
  void refusesNamesThatNoEventCanHave() {
    assertThat(findings(new Names()))
        .containsExactlyInAnyOrder(
            "Names.source(OrderPlaced): source '*.payment' has a '*' that is not at its end, where it would stand for any rest.\n"
                + "Move it to the end, or say it in a pattern.",
            "Names.detailType(OrderPlaced): detailType 'Order *' has a '*', but a detail-type is matched exactly.\n"
                + "Write a handler for each detail-type, or an @UnhandledEventHandler.",
            "Names.blank(OrderPlaced): The detail-type must have 1 to 128 characters and not be blank, but was '  ' (2). "
                + "Shorten @EventType(name), or move the variable part into the detail.",
            "Names.annotation(BadVersion): @EventType(version) must be 1 or more, but was 0 for 'Bad Version' from grocer.x.");
  }

  static class BadPattern {
    @EventHandler(pattern = "{\"detail\":{\"total\":[{\"numeric\":[\">>\",1]}]}}")
    void on(OrderPlaced order) {}
  }

  @Test
  void refusesAPatternThatAwsRefuses() {
    assertThat(findings(new BadPattern()))
        .containsExactly(
            "BadPattern.on(OrderPlaced): pattern '{\"detail\":{\"total\":[{\"numeric\":[\">>\",1]}]}}' is not valid: "
                + "Unrecognized numeric range operator: >>.\n"
                + "Use one of = < <= > >=.");
  }

  static class Retries {
    @EventHandler
    @Retry(maxAttempts = 0)
    void attempts(OrderPlaced order) {}

    @EventHandler
    @Retry(baseDelay = "5s")
    void text(OrderPlaced order) {}

    @EventHandler
    @Retry(baseDelay = "-PT1S")
    void negative(OrderPlaced order) {}

    @EventHandler
    @Retry(baseDelay = "PT1H")
    void order(OrderPlaced order) {}

    @EventHandler
    @Retry(maxDelay = "PT13H")
    void tooLong(OrderPlaced order) {}
  }

  @Test
  void refusesRetriesThatCannotBe() {
    assertThat(findings(new Retries()))
        .containsExactlyInAnyOrder(
            "Retries.attempts(OrderPlaced): @Retry(maxAttempts) must be 1 or more, but was 0.",
            "Retries.text(OrderPlaced): @Retry(baseDelay) must be a duration such as 'PT30S' or 'PT5M', but was '5s'.",
            "Retries.negative(OrderPlaced): @Retry(baseDelay) must not be negative, but was PT-1S.",
            "Retries.order(OrderPlaced): @Retry(maxDelay) must lie between baseDelay (PT1H) and 12 hours, "
                + "which is the longest that SQS hides a message, but was PT15M.",
            "Retries.tooLong(OrderPlaced): @Retry(maxDelay) must lie between baseDelay (PT1S) and 12 hours, "
                + "which is the longest that SQS hides a message, but was PT13H.");
  }

  static class Static {
    @EventHandler
    static void on(OrderPlaced order) {}
  }

  @Test
  void refusesStaticMethods() {
    assertThat(findings(new Static()))
        .containsExactly(
            "Static.on(OrderPlaced): it is static, but handlers belong to an object.\nRemove 'static'.");
  }

  static class Unhandled {
    @UnhandledEventHandler
    void record(OrderPlaced order) {}

    @EventHandler
    @UnhandledEventHandler
    void both(OrderPlaced order) {}
  }

  @Test
  void refusesUnhandledHandlersOfOneEvent() {
    assertThat(findings(new Unhandled()))
        .containsExactlyInAnyOrder(
            "Unhandled.record(OrderPlaced): it wants the detail as OrderPlaced, but an event that no other handler takes can be any.\n"
                + "Take a JsonNode or an EventEnvelope<JsonNode>.",
            "Unhandled.both(OrderPlaced): it is both an @EventHandler and an @UnhandledEventHandler.\n"
                + "Keep one of the two annotations.");
  }

  @Test
  void refusesAnObjectWithoutHandlers() {
    assertThatThrownBy(() -> EventDispatcher.builder(Orders.config()).handlers("text").build())
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            """
            The handlers cannot be registered:
              1. java.lang.String has no method annotated with @EventHandler.
                 Annotate one, or do not register the object.""");
  }

  interface Shape {}

  static class Unreadable {
    @EventHandler(source = "grocer.x", detailType = "Shape Drawn")
    void on(Shape shape) {}
  }

  @Test
  void refusesADetailThatJacksonCannotRead() {
    assertThat(findings(new Unreadable()))
        .containsExactly(
            "Unreadable.on(Shape): Jackson cannot read a detail into io.busbar.core.handler.HandlerScannerTest$Shape: "
                + "Cannot construct instance of `io.busbar.core.handler.HandlerScannerTest$Shape` (no Creators, like default "
                + "constructor, exist): abstract types either need to be mapped to concrete types, have custom deserializer, "
                + "or contain additional type information. Use a record, or a class with a constructor that Jackson finds.");
  }

  private static List<String> findings(Object handlers) {
    return catchThrowableOfType(
            ConfigurationException.class,
            () ->
                EventDispatcher.builder(Orders.config())
                    .handlers(handlers)
                    .publisher(PublishedEvents.on(Orders.config()))
                    .sharedEvents(SharedEvents.ALLOW_RERUNS)
                    .build())
        .findings();
  }
}
