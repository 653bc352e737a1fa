// SPDX-License-Identifier: Apache-2.0
/**
 * Publishes events with the caller's database transaction, over JDBC. Start at {@link
 * io.busbar.outbox.Outbox}.
 */
@NullMarked
package io.busbar.outbox;

import org.jspecify.annotations.NullMarked;
