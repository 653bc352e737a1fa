// SPDX-License-Identifier: Apache-2.0
/**
 * Keeps what comparisons print, and makes the table and the charts of benchmarks/README.md of it.
 * Start at {@link io.busbar.benchmarks.harness.report.Report}.
 */
@NullMarked
package io.busbar.benchmarks.harness.report;

import org.jspecify.annotations.NullMarked;
