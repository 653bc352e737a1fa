// SPDX-License-Identifier: Apache-2.0
/**
 * What the consumer costs. Start at {@link
 * io.busbar.benchmarks.consumer.comparison.ConsumerComparison}.
 */
@NullMarked
package io.busbar.benchmarks.consumer.comparison;

import org.jspecify.annotations.NullMarked;
