// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DispatchResultTest {
  private static final HandlerResult DONE = new HandlerResult("a", 1, Outcome.ACK);
  private static final HandlerResult DEAD =
      new HandlerResult("b", 5, new Outcome.DeadLetter("for the test", null));

  @Test
  void waitsForTheFirstHandlerThatWantsToBeRetried() {
    DispatchResult result =
        new DispatchResult(null, List.of(DONE, retry("c", 9), DEAD, retry("d", 3)));

    assertThat(result.retryAfter()).hasValue(Duration.ofSeconds(3));
    assertThat(result.deadLetters()).containsExactly(DEAD);
  }

  @Test
  void isDoneWhenNobodyWantsToBeRetried() {
    assertThat(new DispatchResult(null, List.of(DONE, DEAD)).retryAfter()).isEmpty();
  }

  @Test
  void countsDeliveriesFromOne() {
    assertThatThrownBy(() -> new Delivery("{}", "m-1", 0, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A delivery counts from 1, but its receive count was 0.");
  }

  private static HandlerResult retry(String handler, int seconds) {
    return new HandlerResult(
        handler, 1, new Outcome.Retry(Duration.ofSeconds(seconds), new IllegalStateException()));
  }
}
