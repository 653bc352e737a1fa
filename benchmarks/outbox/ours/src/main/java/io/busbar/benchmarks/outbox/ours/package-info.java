// SPDX-License-Identifier: Apache-2.0
/** Busbar's outbox in the comparison. Start at {@link io.busbar.benchmarks.outbox.ours.Main}. */
@NullMarked
package io.busbar.benchmarks.outbox.ours;

import org.jspecify.annotations.NullMarked;
