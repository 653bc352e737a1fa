// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class CompletionTest {
  private static final Outcome SKIP = new Outcome.Skip("for the test");
  private final List<Outcome> heard = new ArrayList<>();

  @Test
  void goesOnAtOnceWithAnOutcomeThatIsThere() {
    Completion next = Outcome.ACK.then(outcome -> SKIP);

    next.whenDone(heard::add);

    assertThat(next).as("no future is made").isSameAs(SKIP);
    assertThat(Outcome.ACK.recover(thrown -> SKIP)).isSameAs(Outcome.ACK);
    assertThat(heard).containsExactly(SKIP);
  }

  @Test
  void goesOnLaterWithAnOutcomeThatIsToCome() {
    CompletableFuture<Outcome> stage = new CompletableFuture<>();
    CompletableFuture<Outcome> second = new CompletableFuture<>();
    new Completion.Pending(stage)
        .then(outcome -> new Completion.Pending(second))
        .then(outcome -> outcome == Outcome.ACK ? SKIP : outcome)
        .whenDone(heard::add);

    stage.complete(Outcome.ACK);
    assertThat(heard).isEmpty();
    second.complete(Outcome.ACK);

    assertThat(heard).containsExactly(SKIP);
  }

  @Test
  void makesAnOutcomeOfAFailure() {
    IllegalStateException failure = new IllegalStateException("for the test");
    CompletableFuture<Outcome> stage = new CompletableFuture<>();
    Completion pending = new Completion.Pending(stage);
    pending.recover(thrown -> SKIP).whenDone(heard::add);
    pending.whenDone(heard::add);
    pending.then(outcome -> SKIP).whenDone(heard::add);

    stage.completeExceptionally(new CompletionException(failure));

    assertThat(heard)
        .containsExactlyInAnyOrder(
            SKIP,
            new Outcome.Retry(Duration.ZERO, failure),
            new Outcome.Retry(Duration.ZERO, failure));
  }
}
