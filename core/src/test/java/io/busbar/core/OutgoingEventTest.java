// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutgoingEventTest {
  private static final EventId ID = EventId.of("01999f3e-0000-7000-8000-000000000001");
  private static final EventId OTHER = EventId.of("01999f3e-0000-7000-8000-000000000002");
  private static final Cause CAUSE = new Cause(OTHER, "corr-1", 2, null, null);

  @EventType(source = "grocer.shop", name = "Order Placed", version = 7)
  record OrderPlaced(String orderId) {}

  @EventType(source = "grocer.shop", name = "Stock Counted", reservedMembers = false)
  record StockCounted(int count) {}

  @EventType(source = "aws.s3", name = "Object Created")
  record Forged(int count) {}

  record Unnamed(String orderId) {}

  @Test
  void takesWhatTheAnnotationSays() {
    OrderPlaced order = new OrderPlaced("o-1");

    OutgoingEvent event = OutgoingEvent.of(order);

    assertThat(event)
        .isEqualTo(
            new OutgoingEvent(
                new EventName("grocer.shop", "Order Placed"),
                7,
                order,
                true,
                null,
                List.of(),
                null,
                null,
                null,
                null,
                null));
    assertThat(OutgoingEvent.of(event)).isSameAs(event);
    assertThat(OutgoingEvent.of(new StockCounted(1)).reservedMembers()).isFalse();
    assertThat(OutgoingEvent.of(new StockCounted(1)).schemaVersion()).isEqualTo(1);
  }

  @Test
  void takesEverythingThatTheBuilderSays() {
    Instant time = Instant.parse("2026-11-23T06:00:00Z");
    List<String> resources = new ArrayList<>(List.of("arn:aws:s3:::orders"));

    OutgoingEvent event =
        OutgoingEvent.builder("grocer.shop", "Order Placed", "detail")
            .schemaVersion(3)
            .reservedMembers(false)
            .id(ID)
            .resources(resources)
            .time(time)
            .bus("central-bus")
            .orderingKey("o-1")
            .deliverAt(time)
            .cause(CAUSE)
            .build();
    resources.clear();

    assertThat(event)
        .isEqualTo(
            new OutgoingEvent(
                new EventName("grocer.shop", "Order Placed"),
                3,
                "detail",
                false,
                ID,
                List.of("arn:aws:s3:::orders"),
                time,
                "central-bus",
                "o-1",
                new OutgoingEvent.Delivery.At(time),
                CAUSE));
  }

  @Test
  void waitsForADelay() {
    OutgoingEvent event =
        OutgoingEvent.builder(new OrderPlaced("o-1")).delay(Duration.ofMinutes(5)).build();

    assertThat(event.deliverAt())
        .isEqualTo(new OutgoingEvent.Delivery.After(Duration.ofMinutes(5)));
  }

  @Test
  void takesAnIdAndACauseOnlyWhereItHasNone() {
    OutgoingEvent bare = OutgoingEvent.of(new OrderPlaced("o-1"));
    Cause own = new Cause(ID, "corr-2", 0, null, null);
    OutgoingEvent given = OutgoingEvent.builder(new OrderPlaced("o-1")).id(ID).cause(own).build();

    assertThat(bare.derivedFrom(CAUSE, OTHER))
        .isEqualTo(OutgoingEvent.builder(new OrderPlaced("o-1")).id(OTHER).cause(CAUSE).build());
    assertThat(given.derivedFrom(CAUSE, OTHER)).isEqualTo(given);
  }

  @Test
  void refusesTheSourcesOfAws() {
    assertThatThrownBy(() -> OutgoingEvent.of(new Forged(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The source 'aws.s3' begins with 'aws.', which EventBridge refuses from customers "
                + "(NotAuthorizedForSourceException). Use a prefix of your own, as in 'grocer.payment'.");
  }

  @Test
  void refusesARecordThatDoesNotSayWhichEventItIs() {
    assertThatThrownBy(() -> OutgoingEvent.of(new Unnamed("o-1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "io.busbar.core.OutgoingEventTest$Unnamed has no @EventType, so its source and detail-type are not known. "
                + "Annotate it with @EventType(source = \"…\", name = \"…\"), "
                + "or publish OutgoingEvent.builder(source, detailType, detail).");
  }

  @Test
  void refusesVersionsAndDelaysThatCannotBe() {
    OutgoingEvent.Builder builder = OutgoingEvent.builder(new OrderPlaced("o-1"));

    assertThatThrownBy(() -> builder.schemaVersion(-1).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The schema version must be 1 or more, or UNKNOWN_VERSION, but was -1.");
    assertThatThrownBy(() -> builder.delay(Duration.ofMillis(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The delay must not be negative, but was PT-0.001S.");
  }

  @Test
  void keepsTheDetailOutOfItsText() {
    assertThat(OutgoingEvent.of(new OrderPlaced("secret")))
        .hasToString("OutgoingEvent['Order Placed' from grocer.shop, id not yet given]");
  }
}
