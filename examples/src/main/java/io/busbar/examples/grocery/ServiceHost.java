// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.grocery;

import io.busbar.consumer.SqsEventContainer;
import io.busbar.core.BusbarConfig;
import io.busbar.core.EventPublisher;
import io.busbar.core.evolution.Upcasters;
import io.busbar.core.runtime.Busbar;
import io.busbar.examples.grocery.event.OrderPlacedHistory;
import io.busbar.outbox.Outbox;
import io.busbar.outbox.OutboxDataSource;
import io.busbar.publisher.EventBridgeTransport;
import io.busbar.tracing.Tracing;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * One service of the platform: its database, its outbox, its queue and its handlers, put together
 * by Busbar.
 */
final class ServiceHost implements AutoCloseable {
  private final Database database;
  private final DataSource dataSource;
  private final Busbar busbar;

  private ServiceHost(Database database, DataSource dataSource, Busbar busbar) {
    this.database = database;
    this.dataSource = dataSource;
    this.busbar = busbar;
  }

  /** Builds and starts a service; {@code database} is closed with it. */
  static ServiceHost start(
      Account account, Site site, Observers observers, Database database, Object handlers) {
    DataSource dataSource = OutboxDataSource.wrap(database.dataSource());
    AwsClients aws = site.aws(account);
    BusbarConfig config = BusbarConfig.builder().service(site.identity(account)).build();
    Tracing tracing = Tracing.of(observers.traces().openTelemetry(), config);
    Busbar busbar =
        Busbar.builder()
            .config(config)
            .publishInterceptor(observers.trail())
            .publishInterceptor(tracing.publishing())
            .outbox(
                Outbox.builder(dataSource, EventBridgeTransport.of(aws.eventBridge()), site.bus())
                    .createSchema()
                    .lease(Duration.ofSeconds(3)))
            .handlers(handlers)
            .dispatching(
                dispatcher ->
                    dispatcher
                        .upcasters(Upcasters.of(OrderPlacedHistory.chain()))
                        .interceptor(tracing.handling()))
            .container(
                SqsEventContainer.builder(aws.sqs(), site.queueUrl(account, site.queue(account)))
                    .deadLetterQueueUrl(site.queueUrl(account, site.deadLetters(account)))
                    .waitTime(Duration.ofSeconds(2))
                    .concurrency(16))
            .build();
    busbar.start();
    return new ServiceHost(database, dataSource, busbar);
  }

  Database database() {
    return database;
  }

  /** Its connections carry the events that are published while they are open. */
  DataSource dataSource() {
    return dataSource;
  }

  EventPublisher publisher() {
    return busbar.publisher();
  }

  @Override
  public void close() {
    busbar.close();
    database.close();
  }
}
