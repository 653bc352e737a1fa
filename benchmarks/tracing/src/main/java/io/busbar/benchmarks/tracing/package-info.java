// SPDX-License-Identifier: Apache-2.0
/** What tracing costs. Start at {@link io.busbar.benchmarks.tracing.TracingComparison}. */
@NullMarked
package io.busbar.benchmarks.tracing;

import org.jspecify.annotations.NullMarked;
