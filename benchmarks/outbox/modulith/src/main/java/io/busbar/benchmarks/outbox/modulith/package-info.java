// SPDX-License-Identifier: Apache-2.0
/**
 * Spring Modulith in the comparison. Start at {@link io.busbar.benchmarks.outbox.modulith.Main}.
 */
@NullMarked
package io.busbar.benchmarks.outbox.modulith;

import org.jspecify.annotations.NullMarked;
