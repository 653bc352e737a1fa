// SPDX-License-Identifier: Apache-2.0
/** What all sides share. Start at {@link io.busbar.benchmarks.consumer.common.ConsumingProcess}. */
@NullMarked
package io.busbar.benchmarks.consumer.common;

import org.jspecify.annotations.NullMarked;
