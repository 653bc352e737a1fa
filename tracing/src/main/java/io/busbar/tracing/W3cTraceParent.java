// SPDX-License-Identifier: Apache-2.0
package io.busbar.tracing;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import org.jspecify.annotations.Nullable;

/**
 * The header {@code traceparent} of W3C Trace Context, level 2: {@code 00-<32 hex>-<16 hex>-<2
 * hex>}. Reads versions to come by what they share with version 00; what is not valid is null,
 * never an exception.
 */
final class W3cTraceParent {
  private static final int LENGTH = 55;
  private static final int TRACE_ID = 3;
  private static final int SPAN_ID = 36;
  private static final int FLAGS = 53;
  private static final int TRACE_ID_LENGTH = 32;

  private W3cTraceParent() {}

  static String format(SpanContext context) {
    return "00-"
        + context.getTraceId()
        + '-'
        + context.getSpanId()
        + '-'
        + context.getTraceFlags().asHex();
  }

  /**
   * @param tracestate a broken one is dropped; it breaks no valid traceparent
   */
  static @Nullable SpanContext parse(String traceparent, @Nullable String tracestate) {
    if (!isValid(traceparent)) {
      return null;
    }
    TraceState state =
        tracestate == null || tracestate.isEmpty()
            ? TraceState.getDefault()
            : W3cTraceState.parse(tracestate);
    return SpanContext.createFromRemoteParent(
        traceparent.substring(TRACE_ID, SPAN_ID - 1),
        traceparent.substring(SPAN_ID, FLAGS - 1),
        TraceFlags.fromHex(traceparent, FLAGS),
        state);
  }

  /** A trace id without the rest: a mistake that is seen in the wild. */
  static boolean isBareTraceId(String text) {
    return text.length() == TRACE_ID_LENGTH
        && Hex.isLower(text, 0, TRACE_ID_LENGTH)
        && !Hex.isZero(text, 0, TRACE_ID_LENGTH);
  }

  private static boolean isValid(String text) {
    return hasForm(text)
        && Hex.isLower(text, 0, 2)
        && Hex.isLower(text, TRACE_ID, SPAN_ID - 1)
        && Hex.isLower(text, SPAN_ID, FLAGS - 1)
        && Hex.isLower(text, FLAGS, LENGTH)
        && !Hex.isZero(text, TRACE_ID, SPAN_ID - 1)
        && !Hex.isZero(text, SPAN_ID, FLAGS - 1);
  }

  /** Dashes and length; version ff is never valid, and only a later one may be longer. */
  private static boolean hasForm(String text) {
    int length = text.length();
    if (length < LENGTH || text.charAt(2) != '-' || text.startsWith("ff")) {
      return false;
    }
    boolean longer = length > LENGTH;
    return text.charAt(SPAN_ID - 1) == '-'
        && text.charAt(FLAGS - 1) == '-'
        && (!longer || (!text.startsWith("00") && text.charAt(LENGTH) == '-'));
  }
}
