// SPDX-License-Identifier: Apache-2.0
/** Axon's handlers. Start at {@link io.busbar.benchmarks.consumer.axon.AxonDispatch}. */
@NullMarked
package io.busbar.benchmarks.consumer.axon;

import org.jspecify.annotations.NullMarked;
