// SPDX-License-Identifier: Apache-2.0
package io.busbar.metrics;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What waits in an outbox.
 *
 * @param entries that are due
 * @param oldestAge of them; null when there is none
 */
public record OutboxBacklog(long entries, @Nullable Duration oldestAge) {}
