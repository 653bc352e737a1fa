// SPDX-License-Identifier: Apache-2.0
package io.busbar.tracing;

import io.busbar.core.BusbarConfig;
import java.time.Duration;

/** What publishing and handling share. */
record TracingSettings(
    Telemetry telemetry,
    BusbarConfig config,
    XRaySwitch xray,
    BaggageFilter baggage,
    Duration parentsUpTo) {}
