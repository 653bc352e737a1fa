// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CauseTest {
  private static final Cause OUTER = new Cause(EventId.of("a"), "corr-1", 0, null, null);
  private static final Cause INNER = new Cause(EventId.of("b"), "corr-1", 1, null, null);

  @Test
  @SuppressWarnings("try") // The scopes are there for their ends.
  void restoresTheCauseBefore() {
    assertThat(Cause.current()).isNull();
    try (Cause.Scope outer = OUTER.open()) {
      try (Cause.Scope inner = INNER.open()) {
        assertThat(Cause.current()).isSameAs(INNER);
      }
      assertThat(Cause.current()).isSameAs(OUTER);
    }
    assertThat(Cause.current()).isNull();
  }

  @Test
  void isWhatTheHeadSays() {
    EventHead head =
        JacksonEventCodec.create()
            .read(
                EnvelopeText.of(
                    "{\"_metadata\":{\"id\":\"a\",\"correlationId\":\"c\",\"hops\":3,\"actor\":{\"subject\":\"s\"}},"
                        + "\"traceContext\":{\"traceparent\":\"t\"}}"))
            .head();

    assertThat(Cause.of(head))
        .isEqualTo(
            new Cause(
                EventId.of("a"),
                "c",
                3,
                new TraceContext("t", null, null),
                new Actor("s", List.of(), null)));
  }
}
