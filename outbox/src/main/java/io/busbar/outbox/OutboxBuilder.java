// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import io.busbar.core.ConfigurationException;
import io.busbar.core.publish.EventTransport;
import io.busbar.core.publish.PublishPipeline;
import io.busbar.core.runtime.PublisherFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Collects what a service wants different. Not thread-safe. */
public final class OutboxBuilder implements PublisherFactory {
  private static final Duration SHORTEST_LEASE = Duration.ofSeconds(1);
  private final DataSource dataSource;
  private final EventTransport transport;
  private final String bus;
  private Duration lease = Duration.ofSeconds(15);
  private int memory = 10_000;
  private int maxInFlight = 8;
  private int maxAttempts = 5;
  private Duration acknowledgeWithin = Duration.ofMillis(20);
  private Duration grace = Duration.ofSeconds(10);
  private boolean createSchema;
  private boolean inbox;
  private boolean strictOrder;
  private PoisonPolicy poison = PoisonPolicy.BLOCK_LANE;
  private @Nullable Dialect dialect;

  OutboxBuilder(DataSource dataSource, EventTransport transport, String bus) {
    this.dataSource = dataSource;
    this.transport = transport;
    this.bus = bus;
  }

  /**
   * How long a node that has died keeps its events from the others, and from its own next start. A
   * process that is paused for longer may publish events twice, with the same id. Default: 15
   * seconds; at least one.
   */
  public OutboxBuilder lease(Duration lease) {
    this.lease = lease;
    return this;
  }

  /**
   * How many events wait in memory at most; more stay in the table and are fetched when there is
   * room. Default: 10,000.
   */
  public OutboxBuilder memory(int events) {
    this.memory = events;
    return this;
  }

  /** Requests under way at a time, for each bus. Default: 8. */
  public OutboxBuilder maxInFlight(int requests) {
    this.maxInFlight = requests;
    return this;
  }

  /**
   * How often EventBridge may find an event faulty before it is given up: it goes to {@code
   * outbox_dead}, or blocks the lane of its key, see {@link #poison}. Outages, throttling and
   * missing permissions do not count. Default: 5.
   */
  public OutboxBuilder maxAttempts(int maxAttempts) {
    this.maxAttempts = maxAttempts;
    return this;
  }

  /**
   * How long an event that is on the bus may stay in the table, so that many are deleted by one
   * statement; some hundred are deleted at once. A crash within this time publishes them a second
   * time, with the same id. Zero deletes at once, what each answer brings. Default: 20
   * milliseconds.
   */
  public OutboxBuilder acknowledgeWithin(Duration delay) {
    this.acknowledgeWithin = delay;
    return this;
  }

  /** How long closing waits for requests under way. Default: ten seconds. */
  public OutboxBuilder grace(Duration grace) {
    this.grace = grace;
    return this;
  }

  /**
   * Creates missing tables at the start; the database user needs the right to. Default: a missing
   * table is an error that tells how to create it.
   */
  public OutboxBuilder createSchema() {
    this.createSchema = true;
    return this;
  }

  /**
   * Notes in the table {@code inbox} which handler has handled which event, by one insert in the
   * handler's own transaction: a duplicate runs no handler, and what a handler has changed in the
   * database, the events that it publishes and the note commit together. A duplicate that comes
   * while the first one is still running is tried again a little later. Attempts are those of the
   * message. Default: no inbox; an event that comes twice is handled twice.
   */
  public OutboxBuilder inbox() {
    this.inbox = true;
    return this;
  }

  /**
   * Keeps the order of commits of an ordering key also for writers that lock nothing of the key's:
   * they wait for each other from the insert to the commit. Costs a round trip for each transaction
   * with keys. Default: off; writers of a key lock something themselves, the order's row, say.
   */
  public OutboxBuilder strictOrder() {
    this.strictOrder = true;
    return this;
  }

  /**
   * What becomes of an event with an ordering key that EventBridge has found faulty {@code
   * maxAttempts} times. Default: {@link PoisonPolicy#BLOCK_LANE}.
   */
  public OutboxBuilder poison(PoisonPolicy poison) {
    this.poison = poison;
    return this;
  }

  /** For tests: another clock in the SQL. */
  OutboxBuilder dialect(Dialect dialect) {
    this.dialect = dialect;
    return this;
  }

  @Override
  public Outbox create(PublishPipeline pipeline) {
    return build(pipeline);
  }

  /**
   * Puts the outbox together; nothing is connected yet.
   *
   * @throws ConfigurationException with all mistakes at once
   */
  public Outbox build(PublishPipeline pipeline) {
    List<String> findings = findings();
    if (!findings.isEmpty()) {
      throw ConfigurationException.of("The outbox cannot be built", findings);
    }
    Settings settings =
        new Settings(
            bus,
            lease,
            memory,
            maxInFlight,
            maxAttempts,
            acknowledgeWithin,
            grace,
            createSchema,
            inbox,
            strictOrder,
            poison);
    OutboxDataSource wrapped = OutboxDataSource.wrap(dataSource);
    Database database = Database.of(wrapped, dialect);
    return new Outbox(pipeline, settings, transport, database, wrapped);
  }

  private List<String> findings() {
    List<String> findings = new ArrayList<>();
    if (bus.isBlank()) {
      findings.add(
          String.format(
              "The bus must not be blank, but was '%s'.\n"
                  + "Give the name of a bus in your account, or the ARN of any.",
              bus));
    }
    if (lease.compareTo(SHORTEST_LEASE) < 0) {
      findings.add(
          String.format(
              "The lease '%s' is shorter than %s; it would end between two renewals.\n"
                  + "Give some seconds.",
              lease, SHORTEST_LEASE));
    }
    if (acknowledgeWithin.isNegative() || acknowledgeWithin.compareTo(lease) >= 0) {
      findings.add(
          String.format(
              "acknowledgeWithin must be between zero and the lease '%s', but was '%s'.\n"
                  + "Give some milliseconds, or leave it out for the default.",
              lease, acknowledgeWithin));
    }
    atLeastOne(findings, "memory", memory);
    atLeastOne(findings, "maxInFlight", maxInFlight);
    atLeastOne(findings, "maxAttempts", maxAttempts);
    return findings;
  }

  private static void atLeastOne(List<String> findings, String option, int value) {
    if (value < 1) {
      findings.add(
          String.format(
              "%s must be 1 or more, but was '%d'.\nLeave it out for the default.", option, value));
    }
  }
}
