// SPDX-License-Identifier: Apache-2.0
/**
 * One trace from the first event to the last handler: W3C trace context in the events, and
 * OpenTelemetry's spans. Start at {@link io.busbar.tracing.Tracing}.
 */
@NullMarked
package io.busbar.tracing;

import org.jspecify.annotations.NullMarked;
