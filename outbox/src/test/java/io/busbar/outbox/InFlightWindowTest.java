// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.core.publish.EntryResult;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class InFlightWindowTest {
  private static final EntryResult ACCEPTED = new EntryResult.Accepted("id");
  private static final EntryResult THROTTLED =
      new EntryResult.Refused("ThrottlingException", "Rate exceeded");
  private final InFlightWindow window = new InFlightWindow(8);

  private void answered(int times, EntryResult... results) {
    Collections.nCopies(times, List.of(results)).forEach(window::answered);
  }

  @Test
  void startsAtItsCeiling() {
    assertThat(window.permits()).isEqualTo(8);
  }

  @Test
  void isHalfAsWideAfterARoundThatWasThrottled() {
    answered(8, THROTTLED);

    assertThat(window.permits()).isEqualTo(4);
  }

  @Test
  void narrowsByTheShareThatWasThrottled() {
    answered(8, ACCEPTED, THROTTLED);

    assertThat(window.permits()).isEqualTo(6);
  }

  @Test
  void alwaysLetsOneRequestThrough() {
    answered(1_000, THROTTLED);

    assertThat(window.permits()).isEqualTo(1);
  }

  @Test
  void widensByOneInARoundWithoutThrottling() {
    answered(8, THROTTLED);
    answered(5, ACCEPTED);

    assertThat(window.permits()).isEqualTo(5);
  }

  @Test
  void neverGrowsBeyondItsCeiling() {
    answered(1_000, ACCEPTED);

    assertThat(window.permits()).isEqualTo(8);
  }

  @Test
  void narrowsWhenARequestIsThrottledAsAWhole() {
    window.failed("ThrottlingException");
    window.failed("ThrottlingException");

    assertThat(window.permits()).isEqualTo(7);
  }

  @Test
  void staysAsItIsWhenTheBusIsDown() {
    window.failed("ServiceUnavailable");
    answered(8, new EntryResult.Refused("InternalFailure", "down"));

    assertThat(window.permits()).isEqualTo(8);
  }
}
