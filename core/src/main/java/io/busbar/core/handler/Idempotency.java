// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import java.time.Duration;

/** What the handlers of one dispatcher share to recognise duplicates. */
record Idempotency(IdempotencyStore store, Duration lease, RecentlyDone done) {}
