// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import io.busbar.core.EventId;
import io.busbar.core.EventName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stored event as an operator sees it: never its detail.
 *
 * @param id of the row; rises in the order in which events were stored
 * @param attempts how often EventBridge has found the event faulty
 * @param dueAt when a delayed event is to be published
 */
public record OutboxEntry(
    long id,
    EventId eventId,
    EventName name,
    String bus,
    @Nullable String orderingKey,
    int attempts,
    Instant storedAt,
    @Nullable Instant dueAt) {}
