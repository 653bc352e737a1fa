// SPDX-License-Identifier: Apache-2.0
/**
 * What the starter adds to an application's start. Start at {@link
 * io.busbar.benchmarks.starter.StarterComparison}.
 */
@NullMarked
package io.busbar.benchmarks.starter;

import org.jspecify.annotations.NullMarked;
