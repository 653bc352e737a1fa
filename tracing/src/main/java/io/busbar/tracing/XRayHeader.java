// SPDX-License-Identifier: Apache-2.0
package io.busbar.tracing;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import org.jspecify.annotations.Nullable;

/**
 * X-Ray's header, {@code
 * Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1} (AWS X-Ray Developer
 * Guide, "Tracing header"). The root is a W3C trace id with a dash more.
 *
 * @param traceId 32 digits
 * @param parent 16 digits, or null: a root alone is no parent
 */
record XRayHeader(String traceId, @Nullable String parent, boolean sampled) {
  private static final int TIME = 8;
  private static final int ROOT_LENGTH = 35;
  private static final int PARENT_LENGTH = 16;

  static String format(SpanContext context) {
    String id = context.getTraceId();
    return "Root=1-"
        + id.substring(0, TIME)
        + '-'
        + id.substring(TIME)
        + ";Parent="
        + context.getSpanId()
        + ";Sampled="
        + (context.isSampled() ? '1' : '0');
  }

  /** Null when there is no valid root. */
  static @Nullable XRayHeader parse(String header) {
    String traceId = null;
    String parent = null;
    boolean sampled = false;
    for (String part : header.split(";", -1)) {
      String field = part.strip();
      if (field.startsWith("Root=")) {
        traceId = traceId(field.substring("Root=".length()));
      } else if (field.startsWith("Parent=")) {
        parent = parent(field.substring("Parent=".length()));
      } else if (field.equals("Sampled=1")) {
        sampled = true;
      }
    }
    return traceId == null ? null : new XRayHeader(traceId, parent, sampled);
  }

  /** Null when there is no parent to go on from. */
  @Nullable SpanContext context() {
    return parent == null
        ? null
        : SpanContext.createFromRemoteParent(
            traceId,
            parent,
            sampled ? TraceFlags.getSampled() : TraceFlags.getDefault(),
            TraceState.getDefault());
  }

  private static @Nullable String traceId(String root) {
    if (root.length() != ROOT_LENGTH || !root.startsWith("1-") || root.charAt(2 + TIME) != '-') {
      return null;
    }
    String id = root.substring(2, 2 + TIME) + root.substring(2 + TIME + 1);
    return W3cTraceParent.isBareTraceId(id) ? id : null;
  }

  private static @Nullable String parent(String id) {
    boolean valid =
        id.length() == PARENT_LENGTH
            && Hex.isLower(id, 0, PARENT_LENGTH)
            && !Hex.isZero(id, 0, PARENT_LENGTH);
    return valid ? id : null;
  }
}
