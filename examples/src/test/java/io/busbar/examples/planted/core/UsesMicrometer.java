// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.planted.core;

import io.micrometer.core.instrument.MeterRegistry;

/** Planted: core must not know Micrometer. */
public record UsesMicrometer(MeterRegistry registry) {}
