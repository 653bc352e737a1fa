// SPDX-License-Identifier: Apache-2.0
/** The outbox compared. Start at {@link io.busbar.benchmarks.outbox.OutboxComparison}. */
@NullMarked
package io.busbar.benchmarks.outbox;

import org.jspecify.annotations.NullMarked;
