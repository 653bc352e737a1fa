// SPDX-License-Identifier: Apache-2.0
/**
 * The work of the outbox comparison. Start at {@link io.busbar.benchmarks.outbox.workload.Side}.
 */
@NullMarked
package io.busbar.benchmarks.outbox.workload;

import org.jspecify.annotations.NullMarked;
