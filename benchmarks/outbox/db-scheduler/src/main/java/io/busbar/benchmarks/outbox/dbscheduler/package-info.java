// SPDX-License-Identifier: Apache-2.0
/**
 * db-scheduler in the comparison. Start at {@link io.busbar.benchmarks.outbox.dbscheduler.Main}.
 */
@NullMarked
package io.busbar.benchmarks.outbox.dbscheduler;

import org.jspecify.annotations.NullMarked;
