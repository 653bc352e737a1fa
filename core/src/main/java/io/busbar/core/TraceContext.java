// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import org.jspecify.annotations.Nullable;

/**
 * The W3C trace context that an event carries in the member {@code traceContext} of its detail, as
 * text. Core moves it; the module {@code tracing} reads and writes it.
 */
public record TraceContext(
    String traceparent, @Nullable String tracestate, @Nullable String baggage) {}
