// SPDX-License-Identifier: Apache-2.0
/**
 * Namastack Outbox in the comparison. Start at {@link io.busbar.benchmarks.outbox.namastack.Main}.
 */
@NullMarked
package io.busbar.benchmarks.outbox.namastack;

import org.jspecify.annotations.NullMarked;
