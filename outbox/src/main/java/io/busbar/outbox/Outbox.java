// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import io.busbar.core.ConfigurationException;
import io.busbar.core.EventPublisher;
import io.busbar.core.Health;
import io.busbar.core.InvalidEventException;
import io.busbar.core.OutgoingEvent;
import io.busbar.core.PublishResult;
import io.busbar.core.TimeSource;
import io.busbar.core.handler.HandlerInterceptor;
import io.busbar.core.publish.EventTransport;
import io.busbar.core.publish.PreparedEvent;
import io.busbar.core.publish.PublishKind;
import io.busbar.core.publish.PublishPipeline;
import io.busbar.core.runtime.ServicePart;
import io.busbar.core.runtime.TransactionSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Stores events in the caller's database transaction and publishes them after its commit: an event
 * is published if and only if the transaction commits, after a crash as well.
 *
 * <p>Publishing never waits for the bus, and an outage of the bus stops no transaction. Events
 * reach the bus at least once and with the same id each time; those with an ordering key in the
 * order in which they were stored.
 *
 * <p>Unlike a publisher, which answers with {@link PublishResult.Rejected}, an outbox throws when
 * EventBridge would refuse the event: the transaction must not commit without it.
 *
 * <p>Thread-safe. {@link #start()} starts one daemon thread, which relays; before that, and after
 * {@link #close()}, events are only stored.
 */
public final class Outbox implements EventPublisher, ServicePart, TransactionSource {
  private final PublishPipeline pipeline;
  private final Settings settings;
  private final EventTransport transport;
  private final OutboxDataSource dataSource;
  private final Database database;
  private final Signal signal = new Signal();
  private final Relay relay;
  private final Intake intake;
  private final @Nullable Inbox inbox;
  private final AtomicBoolean started = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile @Nullable RelayThread thread;

  Outbox(
      PublishPipeline pipeline,
      Settings settings,
      EventTransport transport,
      Database database,
      OutboxDataSource dataSource) {
    this.pipeline = pipeline;
    this.settings = settings;
    this.transport = transport;
    this.dataSource = dataSource;
    this.database = database;
    this.relay =
        new Relay(pipeline.config(), settings, pipeline.around(transport), database, signal);
    this.inbox = settings.inbox() ? new Inbox(database, pipeline.config()) : null;
    this.intake = new Intake(database, relay, pipeline.config(), signal, settings.strictOrder());
  }

  /**
   * Starts from what every outbox needs.
   *
   * @param dataSource the service's own; wrapped if it is not an {@link OutboxDataSource} yet, see
   *     {@link #dataSource()}
   * @param transport carries the events to the bus
   * @param bus for events that name none: the name of a bus in the own account, or the ARN of any
   */
  public static OutboxBuilder builder(DataSource dataSource, EventTransport transport, String bus) {
    return new OutboxBuilder(dataSource, transport, bus);
  }

  /** The data source whose transactions take events along; use it for the business's own work. */
  public DataSource dataSource() {
    return dataSource;
  }

  /**
   * Stores an event in the transaction that this thread has open on {@link #dataSource()}. It is
   * inserted right before the commit, and published after it.
   *
   * @return completed with {@link PublishResult.Stored}
   * @throws InvalidEventException if EventBridge would refuse the event
   * @throws IllegalStateException if this thread has no transaction open, or more than one
   * @throws OutboxException if the connection cannot be asked for its state
   */
  @Override
  public CompletableFuture<PublishResult> publishAsync(Object event) {
    OutgoingEvent outgoing = OutgoingEvent.of(event);
    try {
      return store(outgoing, dataSource.current(outgoing.name()));
    } catch (SQLException failed) {
      throw OutboxDataSource.notStored(outgoing.name(), failed);
    }
  }

  CompletableFuture<PublishResult> store(Object event, OutboxConnection connection) {
    PreparedEvent prepared = prepare(OutgoingEvent.of(event));
    connection.buffer().add(intake, prepared);
    return CompletableFuture.completedFuture(new PublishResult.Stored(prepared.entry().id()));
  }

  PreparedEvent prepare(OutgoingEvent event) {
    PreparedEvent prepared = pipeline.prepare(event, settings.bus(), PublishKind.STORED);
    prepared.requireWithin(transport.limits());
    return prepared;
  }

  /**
   * Binds the outbox to one connection, wrapped or not: for code that passes connections along, and
   * for those who refuse a wrapped data source.
   */
  public Enlistment enlist(Connection connection) {
    return connection instanceof OutboxConnection wrapped
        ? new JoinedEnlistment(this, wrapped)
        : new ExplicitEnlistment(this, intake, connection);
  }

  /**
   * One transaction around each run of a handler: the handler finds its {@link Connection} by
   * {@code context.resource(Connection.class)}, what it returns is stored in the same transaction,
   * which commits when the handler succeeds and is rolled back otherwise. Handlers that complete
   * asynchronously are refused.
   */
  @Override
  public HandlerInterceptor transactions() {
    return new TransactionInterceptor(this, inbox);
  }

  @Override
  public List<String> check() {
    List<NeededTable> tables = new ArrayList<>();
    tables.add(NeededTable.OUTBOX);
    tables.add(NeededTable.NODES);
    tables.add(NeededTable.DEAD);
    if (settings.inbox()) {
      tables.add(NeededTable.INBOX);
    }
    return new StartCheck("outbox", database.dataSource(), tables, settings.createSchema())
        .findings();
  }

  /**
   * Creates the tables if it was told to, and begins to relay.
   *
   * @throws ConfigurationException if a table is missing, or the database would lose what it has
   *     committed
   */
  @Override
  public void start() {
    if (!started.compareAndSet(false, true)) {
      return;
    }
    List<String> findings = check();
    if (!findings.isEmpty()) {
      started.set(false);
      throw ConfigurationException.of("The outbox cannot start", findings);
    }
    if (settings.createSchema()) {
      Schema.of(database.dataSource()).apply();
    }
    TimeSource time = pipeline.config().time();
    RelayThread created = new RelayThread("busbar-outbox", relay, time, signal);
    thread = created;
    created.start();
  }

  /**
   * Does once what is due: sends, looks at answers, tells the table, sweeps. For tests without a
   * thread; with {@link #start()} nobody else needs to call it. Does nothing after {@link
   * #close()}.
   *
   * @return whether there is more to do at once
   */
  public boolean step() {
    return !closed.get() && relay.step();
  }

  /** For tests: when the thread would wake up. */
  long nanosToNextStep() {
    return relay.nanosToNext();
  }

  /**
   * What the tables and this instance's memory tell. Counts the table, so ask now and then only.
   *
   * @throws OutboxException if the database fails
   */
  public OutboxStatus status() {
    OperatorQueries.Counts counts =
        database.ask(
            "count its events",
            (connection, tables) -> tables.operators().count(connection, settings.maxAttempts()));
    Long oldest = counts.oldestMillis();
    return new OutboxStatus(
        counts.backlog(),
        oldest == null ? null : Duration.ofMillis(Math.max(0, oldest)),
        counts.delayed(),
        counts.exhausted(),
        counts.dead(),
        relay.inFlight(),
        OutboxHealth.openCircuits(relay));
  }

  /** For the person on call: looks at stored events and dead letters, and decides about them. */
  public OutboxOperations operations() {
    return new OutboxOperations(
        database,
        () -> {
          relay.sweeper().within(Duration.ZERO);
          signal.raise();
        });
  }

  /** Without I/O: what the relay has met last. */
  @Override
  public Health health() {
    return OutboxHealth.of(relay, started.get() && !closed.get());
  }

  /**
   * Stops sending, waits for requests under way within the grace, and leaves what is not published
   * to other nodes, or to the next start.
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    intake.close();
    RelayThread running = thread;
    if (running != null) {
      running.stop();
    }
    awaitAnswers();
    relay.leave();
  }

  private void awaitAnswers() {
    AtomicBoolean graceIsOver = new AtomicBoolean();
    TimeSource.Cancellable timer =
        pipeline
            .config()
            .time()
            .schedule(
                settings.grace(),
                () -> {
                  graceIsOver.set(true);
                  signal.raise();
                });
    relay.finish();
    while (relay.inFlight() > 0 && !graceIsOver.get()) {
      signal.await();
      relay.finish();
    }
    timer.cancel();
  }
}
