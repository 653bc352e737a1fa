// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.outbox.namastack;

import io.busbar.benchmarks.outbox.workload.Bus;
import io.busbar.benchmarks.outbox.workload.Business;
import io.busbar.benchmarks.outbox.workload.Contender;
import io.busbar.benchmarks.outbox.workload.OrderPlaced;
import io.busbar.benchmarks.outbox.workload.Side;
import io.namastack.outbox.Outbox;
import io.namastack.outbox.handler.OutboxRecordMetadata;
import io.namastack.outbox.handler.OutboxTypedHandler;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Namastack Outbox, tuned as its configuration reference says: large polls (1,000 keys) every ten
 * milliseconds instead of 10 keys every two seconds, completed records deleted, eight threads, as
 * many as requests in flight for all contenders. Every event has a key of its own, so none waits
 * for another.
 */
public final class Main implements Contender {
  private static final Map<String, Object> PROPERTIES =
      Map.of(
          "namastack.outbox.polling.batch-size", "1000",
          "namastack.outbox.polling.trigger", "fixed",
          "namastack.outbox.polling.fixed.interval", "10ms",
          "namastack.outbox.processing.delete-completed-records", "true",
          "namastack.outbox.processing.executor-core-pool-size", "8",
          "namastack.outbox.processing.executor-max-pool-size", "8",
          "spring.main.banner-mode", "off",
          "logging.level.root", "warn");
  private final ConfigurableApplicationContext spring;
  private final JdbcTemplate jdbc;
  private final TransactionTemplate transactions;
  private final Outbox outbox;

  private Main(DataSource pool, Bus bus) {
    spring =
        new SpringApplicationBuilder(Application.class)
            .web(WebApplicationType.NONE)
            .properties(PROPERTIES)
            .initializers(context -> register((GenericApplicationContext) context, pool, bus))
            .run();
    jdbc = new JdbcTemplate(pool);
    transactions = new TransactionTemplate(spring.getBean(PlatformTransactionManager.class));
    outbox = spring.getBean(Outbox.class);
    jdbc.execute("TRUNCATE outbox_record");
  }

  private static void register(GenericApplicationContext context, DataSource pool, Bus bus) {
    context.registerBean(
        "dataSource",
        DataSource.class,
        () -> pool,
        definition ->
            ((org.springframework.beans.factory.support.AbstractBeanDefinition) definition)
                .setDestroyMethodName(""));
    context.registerBean(Handler.class, () -> new Handler(bus));
  }

  /** Everything by auto-configuration. */
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @EnableScheduling
  static class Application {}

  /** Hands events on. */
  static class Handler implements OutboxTypedHandler<OrderPlaced> {
    private final Bus bus;

    Handler(Bus bus) {
      this.bus = bus;
    }

    @Override
    public void handle(OrderPlaced event, OutboxRecordMetadata metadata) {
      bus.publish(event.number());
    }
  }

  /** Runs until its standard input ends. */
  public static void main(String[] arguments) throws Exception {
    Side.run(arguments, Main::new);
  }

  @Override
  public void transact(OrderPlaced event) {
    transactions.executeWithoutResult(
        status -> {
          jdbc.execute((Connection connection) -> insert(connection, event));
          outbox.schedule(event, event.orderId());
        });
  }

  private static boolean insert(Connection connection, OrderPlaced event) throws SQLException {
    Business.insert(connection, event);
    return true;
  }

  @Override
  public void close() {
    spring.close();
  }
}
