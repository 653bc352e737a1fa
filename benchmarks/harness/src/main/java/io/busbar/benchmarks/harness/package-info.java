// SPDX-License-Identifier: Apache-2.0
/** What all comparisons share. Start at {@link io.busbar.benchmarks.harness.Rounds}. */
@NullMarked
package io.busbar.benchmarks.harness;

import org.jspecify.annotations.NullMarked;
