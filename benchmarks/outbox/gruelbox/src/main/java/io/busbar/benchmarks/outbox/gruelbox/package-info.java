// SPDX-License-Identifier: Apache-2.0
/**
 * gruelbox transaction-outbox in the comparison. Start at {@link
 * io.busbar.benchmarks.outbox.gruelbox.Main}.
 */
@NullMarked
package io.busbar.benchmarks.outbox.gruelbox;

import org.jspecify.annotations.NullMarked;
