// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.core.CapturedLogs;
import io.busbar.core.handler.Orders.OrderPlaced;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FailuresTest {
  private static final String LOGGER = "io.busbar.core.handler.EventDispatcher";
  private static final String EVENT =
      Orders.EVENT_ID + " ('Order Placed' from grocer.customer-web)";

  @RegisterExtension final CapturedLogs logs = new CapturedLogs();

  static class Failing {
    private final Throwable failure;

    Failing(Throwable failure) {
      this.failure = failure;
    }

    @EventHandler(id = "failing")
    @Retry(maxAttempts = 3, baseDelay = "PT2S", fatal = UnsupportedOperationException.class)
    void on(OrderPlaced order) throws Throwable {
      throw failure;
    }
  }

  @AfterEach
  void clearTheInterrupt() {
    Thread.interrupted();
  }

  @Test
  void retriesAfterADelayOfThePolicy() {
    IOException failure = new IOException("for the test");

    Outcome outcome = dispatch(failure, 2);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Retry.class,
            retry -> {
              assertThat(retry.cause()).isSameAs(failure);
              assertThat(retry.delay()).isBetween(Duration.ZERO, Duration.ofSeconds(4));
            });
    assertThat(dispatch(failure, 2)).as("with the same seed").isEqualTo(outcome);
    assertThat(logs.lines().get(0))
        .isEqualTo(
            "WARN %s - Handler failing failed for event %s, attempt 2 of 3; next try in %s",
            LOGGER, EVENT, ((Outcome.Retry) outcome).delay());
  }

  @Test
  void deadLettersTheLastAttempt() {
    IOException failure = new IOException("for the test");

    assertThat(dispatch(failure, 3))
        .isEqualTo(
            new Outcome.DeadLetter(
                "java.io.IOException on attempt 3, the last attempt: for the test", failure));
    assertThat(logs.lines())
        .containsExactly(
            "ERROR %s - Handler failing failed for event %s, attempt 3 of 3, the last attempt; it goes to the dead letters"
                .formatted(LOGGER, EVENT));
  }

  @Test
  void deadLettersWhatThePolicyCallsFatal() {
    UnsupportedOperationException failure = new UnsupportedOperationException();

    assertThat(dispatch(failure, 1))
        .isEqualTo(
            new Outcome.DeadLetter(
                "java.lang.UnsupportedOperationException on attempt 1, which trying again cannot mend",
                failure));
  }

  @Test
  void deadLettersWhatTheClassifierCallsFatal() {
    assertThat(dispatch(new IllegalArgumentException("bad"), 1))
        .isInstanceOf(Outcome.DeadLetter.class);
    assertThat(dispatch(new NumberFormatException("bad"), 1))
        .isInstanceOf(Outcome.DeadLetter.class);
    assertThat(dispatch(new IllegalStateException("later"), 1)).isInstanceOf(Outcome.Retry.class);
  }

  @Test
  void looksIntoTheWrappersOfFutures() {
    IllegalArgumentException failure = new IllegalArgumentException("bad");

    Outcome outcome = dispatch(new CompletionException(new ExecutionException(failure)), 1);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.DeadLetter.class, dead -> assertThat(dead.cause()).isSameAs(failure));
  }

  @Test
  void retriesAnErrorLoudly() {
    assertThat(dispatch(new StackOverflowError(), 1)).isInstanceOf(Outcome.Retry.class);
    assertThat(logs.lines()).singleElement().asString().startsWith("ERROR " + LOGGER);
  }

  @Test
  void keepsTheInterruptOfTheThread() {
    assertThat(dispatch(new InterruptedException(), 1)).isInstanceOf(Outcome.Retry.class);
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
  }

  @Test
  void shortensALongReason() {
    assertThat(dispatch(new UnsupportedOperationException("x".repeat(1_000)), 1))
        .isInstanceOfSatisfying(
            Outcome.DeadLetter.class, dead -> assertThat(dead.reason()).hasSize(300));
  }

  @Test
  void survivesAClassifierThatFails() {
    IllegalStateException failure = new IllegalStateException("for the test");
    EventDispatcher dispatcher =
        EventDispatcher.builder(Orders.config())
            .handlers(new Failing(failure))
            .failureClassifier(
                thrown -> {
                  throw new IllegalStateException("broken");
                })
            .build();

    Outcome outcome = dispatcher.dispatch(Orders.placed()).results().get(0).outcome();

    assertThat(outcome).isInstanceOf(Outcome.Retry.class);
    assertThat(failure.getSuppressed()).singleElement().asString().contains("broken");
  }

  private static Outcome dispatch(Throwable failure, int receiveCount) {
    return EventDispatcher.builder(Orders.config())
        .handlers(new Failing(failure))
        .build()
        .dispatch(Orders.placedAgain(receiveCount))
        .results()
        .get(0)
        .outcome();
  }
}
