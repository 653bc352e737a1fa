// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.outbox.modulith;

import io.busbar.benchmarks.outbox.workload.Bus;
import io.busbar.benchmarks.outbox.workload.Business;
import io.busbar.benchmarks.outbox.workload.Contender;
import io.busbar.benchmarks.outbox.workload.OrderPlaced;
import io.busbar.benchmarks.outbox.workload.Side;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Spring Modulith's event publication registry, tuned as its reference says: publications are
 * deleted when they are complete instead of being updated and kept. Its listeners run on eight
 * threads, as many as requests in flight for all contenders, and without a transaction of their
 * own, which publishing does not need.
 */
public final class Main implements Contender {
  private static final Map<String, Object> PROPERTIES =
      Map.of(
          "spring.modulith.events.completion-mode", "delete",
          "spring.modulith.events.jdbc.schema-initialization.enabled", "true",
          "spring.task.execution.pool.core-size", "8",
          "spring.task.execution.pool.max-size", "8",
          "spring.main.banner-mode", "off",
          "logging.level.root", "warn");
  private final ConfigurableApplicationContext spring;
  private final JdbcTemplate jdbc;
  private final TransactionTemplate transactions;

  private Main(DataSource pool, Bus bus) throws SQLException {
    spring =
        new SpringApplicationBuilder(Application.class)
            .web(WebApplicationType.NONE)
            .properties(PROPERTIES)
            .initializers(context -> register((GenericApplicationContext) context, pool, bus))
            .run();
    jdbc = new JdbcTemplate(pool);
    transactions = new TransactionTemplate(spring.getBean(PlatformTransactionManager.class));
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("TRUNCATE event_publication");
    }
  }

  private static void register(GenericApplicationContext context, DataSource pool, Bus bus) {
    context.registerBean(
        "dataSource",
        DataSource.class,
        () -> pool,
        definition ->
            ((org.springframework.beans.factory.support.AbstractBeanDefinition) definition)
                .setDestroyMethodName(""));
    context.registerBean(Listener.class, () -> new Listener(bus));
  }

  /** Everything by auto-configuration. */
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @EnableAsync
  static class Application {}

  /** Hands events on. */
  static class Listener {
    private final Bus bus;

    Listener(Bus bus) {
      this.bus = bus;
    }

    @Async
    @TransactionalEventListener
    public void on(OrderPlaced event) {
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
          spring.publishEvent(event);
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
