// SPDX-License-Identifier: Apache-2.0
package io.busbar.tracing;

import io.busbar.core.publish.PublishKind;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;

/**
 * What an entry takes along to its request.
 *
 * @param parent of the span; invalid for a root
 */
record EventSpan(Span span, PublishKind kind, SpanContext parent) {}
