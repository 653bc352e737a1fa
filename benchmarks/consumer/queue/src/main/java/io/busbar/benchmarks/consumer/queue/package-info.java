// SPDX-License-Identifier: Apache-2.0
/**
 * The server of the comparison. Start at {@link io.busbar.benchmarks.consumer.queue.QueueProcess}.
 */
@NullMarked
package io.busbar.benchmarks.consumer.queue;

import org.jspecify.annotations.NullMarked;
