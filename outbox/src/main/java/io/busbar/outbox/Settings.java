// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import java.time.Duration;

/** What the builder has collected. */
record Settings(
    String bus,
    Duration lease,
    int memory,
    int maxInFlight,
    int maxAttempts,
    Duration acknowledgeWithin,
    Duration grace,
    boolean createSchema,
    boolean inbox,
    boolean strictOrder,
    PoisonPolicy poison) {}
