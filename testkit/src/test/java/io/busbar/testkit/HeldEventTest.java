// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.core.BusbarConfig;
import io.busbar.core.EventType;
import io.busbar.core.InvalidEventException;
import io.busbar.core.OutgoingEvent;
import io.busbar.core.PublishResult;
import io.busbar.core.Remedy;
import io.busbar.core.publish.EventDraft;
import io.busbar.core.publish.PublishInterceptor;
import io.busbar.core.publish.PublishPipeline;
import io.busbar.core.publish.PublishSlot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeldEventTest {

  @EventType(source = "grocer.customer-web", name = "Order Placed")
  record OrderPlaced(String orderId) {}

  private final VirtualClock clock = VirtualClock.create();
  private final InMemoryOrganization aws =
      InMemoryOrganization.builder().time(clock).seed(1).build();
  private final Bus bus = aws.account("121212121212").bus("central-bus");
  private final Queue orders = aws.account("121212121212").queue("orders");
  private final List<PublishResult> heard = new ArrayList<>();
  private final InMemoryEventPublisher publisher =
      InMemoryEventPublisher.of(
          PublishPipeline.of(
              BusbarConfig.builder().service("customer-web").time(clock).build(), new Ear()),
          bus);

  HeldEventTest() {
    bus.rule("orders").pattern("{\"detail-type\":[\"Order Placed\"]}").to(orders);
  }

  @Test
  void isOnTheBusAfterTheCommitOnly() {
    HeldEvent event = publisher.hold(new OrderPlaced("o-1"));
    aws.runUntilQuiescent();
    assertThat(orders.counts().total()).isZero();
    assertThat(heard).isEmpty();

    event.commit();
    aws.runUntilQuiescent();

    assertThat(orders.counts().total()).isEqualTo(1);
    assertThat(heard).containsExactly(new PublishResult.Stored(event.id()));
  }

  @Test
  void neverIsAfterARollback() {
    HeldEvent event = publisher.hold(new OrderPlaced("o-1"));

    event.rollBack();
    aws.runUntilQuiescent();

    assertThat(orders.counts().total()).isZero();
    assertThat(heard)
        .containsExactly(
            new PublishResult.Rejected(
                event.id(),
                "TransactionRolledBack",
                "The transaction was rolled back, and its events with it.",
                Remedy.TRY_LATER));
  }

  @Test
  void waitsForItsTimeFromTheCommitOn() {
    Duration delay = Duration.ofMinutes(10);
    HeldEvent event =
        publisher.hold(OutgoingEvent.builder(new OrderPlaced("o-1")).delay(delay).build());
    event.commit();
    clock.advance(delay.minusSeconds(1));
    assertThat(orders.counts().total()).isZero();

    clock.advance(Duration.ofSeconds(1));

    assertThat(orders.counts().total()).isEqualTo(1);
  }

  @Test
  void isRefusedBeforeItIsHeld() {
    OutgoingEvent noObject =
        OutgoingEvent.builder("grocer.customer-web", "Order Placed", "text").build();

    assertThatThrownBy(() -> publisher.hold(noObject)).isInstanceOf(InvalidEventException.class);
  }

  /** As an outbox does: the transaction must not commit without its event. */
  @Test
  void isRefusedForItsSizeBeforeItIsHeld() {
    OutgoingEvent large = OutgoingEvent.builder(new OrderPlaced("x".repeat(1_100_000))).build();

    assertThatThrownBy(() -> publisher.hold(large))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageContaining("a request to EventBridge must have less than 1048576. The largest")
        .extracting(refusal -> ((InvalidEventException) refusal).code())
        .isEqualTo("EntryTooLarge");
    assertThat(heard).singleElement().satisfies(HeldEventTest::isTooLarge);
  }

  /** As by the real publisher, and not by the bus, which would refuse the whole request. */
  @Test
  void answersForAnEventThatIsTooLargeToBePublished() {
    PublishResult result = publisher.publish(new OrderPlaced("x".repeat(1_100_000)));

    assertThat(result).satisfies(HeldEventTest::isTooLarge);
    assertThat(heard).containsExactly(result);
  }

  private static void isTooLarge(PublishResult result) {
    assertThat(result)
        .isInstanceOfSatisfying(
            PublishResult.Rejected.class,
            rejected -> assertThat(rejected.code()).isEqualTo("EntryTooLarge"));
  }

  private final class Ear implements PublishInterceptor {
    @Override
    public PublishSlot slot() {
      return PublishSlot.TRACE;
    }

    @Override
    public void intercept(EventDraft draft) {
      draft.onResult(heard::add);
    }
  }
}
