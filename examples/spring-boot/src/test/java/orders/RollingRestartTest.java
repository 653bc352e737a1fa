// SPDX-License-Identifier: Apache-2.0
package orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.core.EventPublisher;
import io.busbar.spring.BusbarConnectionDetails;
import io.busbar.spring.LocalAwsConnectionDetails;
import io.busbar.testkit.Account;
import io.busbar.testkit.Bus;
import io.busbar.testkit.Queue;
import io.busbar.testkit.aws.LocalAws;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Two instances on one queue and one database, one of them always stopping or starting. */
class RollingRestartTest {
  private static final int ROUNDS = Boolean.getBoolean("busbar.exhaustive") ? 40 : 4;
  private static final int ORDERS_OF_A_ROUND = 50;
  private static final Duration LONG = Duration.ofSeconds(60);

  private final LocalAws aws = LocalAws.start();
  private final Account account = aws.organization().account("777777777777");
  private final Bus bus = account.bus("central-bus");
  private final Queue queue = account.queue("orders");
  private final Queue dead = account.queue("orders-dead");

  @Test
  void losesAndStrandsNothing() {
    bus.rule("placed").pattern("{\"detail-type\":[\"Order Placed\"]}").to(queue);
    EventPublisher customers = account.publisher("customer-web", bus);
    List<ConfigurableApplicationContext> instances =
        new ArrayList<>(List.of(instance(), instance()));
    int orders = 0;
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < ORDERS_OF_A_ROUND; i++) {
        customers.publish(new OrderPlaced("ord-" + orders++, "user-1"));
      }
      instances.get(round % 2).close();
      instances.set(round % 2, instance());
    }
    OrderService service = instances.get(0).getBean(OrderService.class);
    int all = orders;

    await().atMost(LONG).until(() -> service.count("ACCEPTED") == all);
    await().atMost(LONG).until(() -> queue.counts().total() == 0);
    instances.get(1).close();
    assertThat(queue.counts().inFlight()).isZero();
    assertThat(dead.counts().total()).isZero();
    aws.close(); // It answers the open long poll, for which the instance would wait otherwise.
    instances.get(0).close();
  }

  private ConfigurableApplicationContext instance() {
    return new SpringApplicationBuilder(OrderApplication.class)
        .web(WebApplicationType.NONE)
        .initializers(
            context ->
                ((org.springframework.context.support.GenericApplicationContext) context)
                    .registerBean(
                        BusbarConnectionDetails.class,
                        () -> new LocalAwsConnectionDetails(aws, "777777777777")))
        .run(
            "--spring.main.banner-mode=off",
            "--spring.datasource.url=jdbc:h2:mem:rolling;DB_CLOSE_DELAY=-1",
            "--busbar.queues.orders.wait-time=1s");
  }
}
