// SPDX-License-Identifier: Apache-2.0
package io.busbar.spring;

import io.busbar.outbox.OutboxBuilder;
import io.busbar.outbox.PoisonPolicy;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is configured under {@code busbar.outbox}. Immutable.
 *
 * @param enabled Whether events are stored in the application's transactions, where busbar-outbox
 *     and a DataSource are there. Otherwise they are published at once.
 * @param createSchema Whether missing tables are created at the start, for which the database user
 *     needs the right. Otherwise a missing table is a mistake that is reported.
 * @param inbox Whether handlers note in their transaction which events they have handled, so that a
 *     duplicate runs no handler.
 * @param lease How long an instance that has died keeps its events from the others, 1 s or more.
 * @param memory Events that wait in memory at most, 1 or more; others stay in the table until there
 *     is room.
 * @param maxInFlight Requests to EventBridge on their way at once, for each bus, 1 or more.
 * @param maxAttempts How often EventBridge may find an event faulty before it is given up, 1 or
 *     more. Outages, throttling and missing permissions do not count.
 * @param acknowledgeWithin How long an event that is on the bus may stay in the table, so that one
 *     statement deletes many; zero or more, less than the lease. A crash within this time publishes
 *     them twice, with the same id.
 * @param grace How long the end of the application waits for requests on their way, zero or more.
 * @param strictOrder Whether writers of the same ordering key wait for each other until they
 *     commit. Costs a round trip for each transaction with keys.
 * @param poison What becomes of an event with an ordering key that is given up.
 */
@ConfigurationProperties("busbar.outbox")
public record OutboxProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("false") boolean createSchema,
    @DefaultValue("false") boolean inbox,
    @DefaultValue("15s") Duration lease,
    @DefaultValue("10000") int memory,
    @DefaultValue("8") int maxInFlight,
    @DefaultValue("5") int maxAttempts,
    @DefaultValue("20ms") Duration acknowledgeWithin,
    @DefaultValue("10s") Duration grace,
    @DefaultValue("false") boolean strictOrder,
    @DefaultValue("block-lane") PoisonPolicy poison) {

  void applyTo(OutboxBuilder outbox) {
    outbox
        .lease(lease)
        .memory(memory)
        .maxInFlight(maxInFlight)
        .maxAttempts(maxAttempts)
        .acknowledgeWithin(acknowledgeWithin)
        .grace(grace)
        .poison(poison);
    if (createSchema) {
      outbox.createSchema();
    }
    if (inbox) {
      outbox.inbox();
    }
    if (strictOrder) {
      outbox.strictOrder();
    }
  }
}
