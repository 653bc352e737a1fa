// SPDX-License-Identifier: Apache-2.0
package io.busbar.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of W3C Trace Context, level 2, section 3.2. */
class W3cTraceParentTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String SPAN = "00f067aa0ba902b7";

  @ParameterizedTest
  @CsvSource({
    "sampled,                        00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01, 01",
    "not sampled,                    00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00, 00",
    "a flag to come,                 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-03, 03",
    "a later version,                01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01, 01",
    "a later version with more,      cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what-ever, 01",
    "a later version with a dash,    fe-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-, 01"
  })
  void readsWhatIsValid(String what, String traceparent, String flags) {
    SpanContext context = W3cTraceParent.parse(traceparent, null);

    assertThat(context)
        .as(what)
        .isEqualTo(
            SpanContext.createFromRemoteParent(
                TRACE, SPAN, TraceFlags.fromHex(flags, 0), TraceState.getDefault()));
  }

  @ParameterizedTest
  @CsvSource({
    "empty,                          ''",
    "version ff,                     ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    "a version in upper case,        0A-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    "a version that is no number,    .0-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    "version 00 with more,           00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
    "version 00 with a dash,         00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-",
    "a later version without a dash, 01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01.more",
    "a trace id of zeros,            00-00000000000000000000000000000000-00f067aa0ba902b7-01",
    "a span id of zeros,             00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
    "a trace id in upper case,       00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
    "a span id in upper case,        00-4bf92f3577b34da6a3ce929d0e0e4736-00F067AA0BA902B7-01",
    "flags in upper case,            00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0A",
    "flags that are no number,       00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0x",
    "flags of one digit,             00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-1",
    "no flags,                       00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
    "a short trace id,               00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01",
    "a long trace id,                00-4bf92f3577b34da6a3ce929d0e0e47366-00f067aa0ba902b7-01",
    "a short span id,                00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b-01",
    "a letter after f,               00-4bf92f3577b34da6a3ce929d0e0e473g-00f067aa0ba902b7-01",
    "underscores,                    00_4bf92f3577b34da6a3ce929d0e0e4736_00f067aa0ba902b7_01",
    "blanks around it,               ' 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01 '",
    "the bare trace id,              4bf92f3577b34da6a3ce929d0e0e4736",
    "X-Ray's form,                   Root=1-4bf92f35-77b34da6a3ce929d0e0e4736;Parent=00f067aa0ba902b7;Sampled=1"
  })
  void refusesWhatIsNot(String what, String traceparent) {
    assertThat(W3cTraceParent.parse(traceparent, null)).as(what).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000001-0000000000000001-00"
      })
  void writesWhatItHasRead(String traceparent) {
    SpanContext context = W3cTraceParent.parse(traceparent, "a=1");

    assertThat(W3cTraceParent.format(context)).isEqualTo(traceparent);
    assertThat(W3cTraceState.format(context.getTraceState())).isEqualTo("a=1");
  }

  @Test
  void keepsTheTraceWhenItsStateIsBroken() {
    SpanContext context = W3cTraceParent.parse("00-" + TRACE + "-" + SPAN + "-01", "not a state");

    assertThat(context.getTraceId()).isEqualTo(TRACE);
    assertThat(context.getTraceState().isEmpty()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "4bf92f3577b34da6a3ce929d0e0e4736, true",
    "4BF92F3577B34DA6A3CE929D0E0E4736, false",
    "00000000000000000000000000000000, false",
    "4bf92f3577b34da6a3ce929d0e0e473, false",
    "4bf92f3577b34da6a3ce929d0e0e47366, false",
    "4bf92f3577b34da6a3ce929d0e0e473g, false"
  })
  void knowsABareTraceId(String text, boolean bare) {
    assertThat(W3cTraceParent.isBareTraceId(text)).isEqualTo(bare);
  }
}
