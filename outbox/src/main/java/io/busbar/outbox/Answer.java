// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import io.busbar.core.publish.EntryResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request came back: with results, or with the reason why there are none.
 *
 * @param results null when {@code failure} is not
 */
record Answer(
    BusQueue bus,
    List<StoredEntry> rows,
    @Nullable List<EntryResult> results,
    @Nullable Throwable failure,
    long nanos) {}
