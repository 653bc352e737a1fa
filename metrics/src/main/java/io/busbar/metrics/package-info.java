// SPDX-License-Identifier: Apache-2.0
/**
 * Every meter of the library, in one place. Start at {@link
 * io.busbar.metrics.MicrometerInstruments}.
 */
@NullMarked
package io.busbar.metrics;

import org.jspecify.annotations.NullMarked;
