// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import java.time.Instant;

/**
 * An event that was given up.
 *
 * @param code why EventBridge has refused it, the last time
 * @param error in EventBridge's own words
 */
public record DeadEntry(OutboxEntry entry, Instant deadAt, String code, String error) {}
