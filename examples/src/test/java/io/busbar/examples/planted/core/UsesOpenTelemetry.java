// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.planted.core;

import io.opentelemetry.api.trace.Tracer;

/** Planted: core must not know OpenTelemetry. */
public record UsesOpenTelemetry(Tracer tracer) {}
