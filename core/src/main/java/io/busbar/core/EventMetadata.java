// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import static io.busbar.core.Require.refusal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the library knows about an event: the member {@code _metadata} of the detail (see
 * docs/wire-format.md). For an event that others published without it, the values are derived from
 * the envelope and {@link #schemaVersion()} is {@link #UNKNOWN_VERSION}.
 *
 * @param id made once; the idempotency key
 * @param schemaVersion the version of the detail's schema, or {@link #UNKNOWN_VERSION}
 * @param occurredAt when the event was created, in milliseconds precision
 * @param service the sending service; the envelope's source when the event does not say
 * @param account as the sender configured it; the one to trust is {@link EventHead#account()},
 *     which EventBridge sets
 * @param correlationId shared by all events that one first event has caused
 * @param causationId the event whose handler published this one
 * @param hops how many handlers stand between the first event and this one
 * @param actor on whose behalf
 */
public record EventMetadata(
    EventId id,
    int schemaVersion,
    Instant occurredAt,
    String service,
    @Nullable String serviceVersion,
    @Nullable String account,
    String correlationId,
    @Nullable EventId causationId,
    int hops,
    @Nullable Actor actor) {

  /** The event does not say which version of its schema it has. */
  public static final int UNKNOWN_VERSION = 0;

  public EventMetadata {
    if (schemaVersion < 0) {
      throw refusal(
          "The schema version must not be negative, but was %d. Versions count from 1.",
          schemaVersion);
    }
    if (hops < 0) {
      throw refusal("The hop count must not be negative, but was %d.", hops);
    }
  }
}
