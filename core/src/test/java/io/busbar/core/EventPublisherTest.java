// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class EventPublisherTest {
  private static final EventId ID = EventId.of("01999f3e-0000-7000-8000-000000000001");
  private static final PublishResult.Rejected REJECTED =
      new PublishResult.Rejected(ID, "MalformedDetail", "Detail is malformed.", Remedy.FIX_EVENT);

  @Test
  void answersForEveryEventInItsOrder() {
    EventPublisher publisher =
        event ->
            CompletableFuture.supplyAsync(
                () ->
                    event.equals("bad")
                        ? REJECTED
                        : new PublishResult.Accepted(ID, event.toString()));

    assertThat(publisher.publishAll(List.of("a", "bad", "c")))
        .containsExactly(
            new PublishResult.Accepted(ID, "a"), REJECTED, new PublishResult.Accepted(ID, "c"));
    assertThat(publisher.publish("a").isSafe()).isTrue();
  }

  @Test
  void throwsAMistakeInTheCallAsItIs() {
    IllegalArgumentException mistake = new IllegalArgumentException("no @EventType");
    EventPublisher publisher = event -> CompletableFuture.failedFuture(mistake);

    assertThatThrownBy(() -> publisher.publish("a")).isSameAs(mistake);
  }

  @Test
  void throwsAnErrorAsItIs() {
    Error error = new AssertionError("for the test");
    EventPublisher publisher = event -> CompletableFuture.failedFuture(error);

    assertThatThrownBy(() -> publisher.publish("a")).isSameAs(error);
  }

  @Test
  void wrapsWhatCannotBeThrownAsItIs() {
    EventPublisher publisher =
        event -> CompletableFuture.failedFuture(new java.io.IOException("for the test"));

    assertThatThrownBy(() -> publisher.publish("a"))
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(java.io.IOException.class);
  }

  @Test
  void turnsARefusalIntoAnExceptionOnDemand() {
    PublishResult stored = new PublishResult.Stored(ID);

    assertThat(stored.orThrow()).isSameAs(stored);
    assertThat(stored.isSafe()).isTrue();
    assertThat(REJECTED.isSafe()).isFalse();
    EventRejectedException thrown =
        catchThrowableOfType(EventRejectedException.class, REJECTED::orThrow);
    assertThat(thrown)
        .hasMessage(
            "Event 01999f3e-0000-7000-8000-000000000001 was not published: MalformedDetail: Detail is malformed. "
                + "The event itself is not acceptable: correct the code that builds it. Publishing it again will not help.");
    assertThat(thrown.result()).isEqualTo(REJECTED);
  }
}
