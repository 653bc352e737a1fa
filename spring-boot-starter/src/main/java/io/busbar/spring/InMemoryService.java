// SPDX-License-Identifier: Apache-2.0
package io.busbar.spring;

import io.busbar.core.BusbarConfig;
import io.busbar.core.ServiceIdentity;
import io.busbar.core.handler.IdempotencyStore;
import io.busbar.core.runtime.Busbar;
import io.busbar.testkit.scenario.TestWorld;
import java.util.Random;
import org.springframework.context.ApplicationContext;

/**
 * The application's service in the organization of the test that runs: its publisher publishes to a
 * bus in memory, and its handlers handle what arrives in queues in memory, when the test says so
 * and in virtual time. Contexts are kept from test to test; the service is a new one each time.
 */
final class InMemoryService {

  /** Of a service that does not say its account. */
  private static final String ACCOUNT = "000000000000";

  private final ApplicationContext beans;
  private final BusbarLifecycle lifecycle;

  /** Before the first test there is a world of its own, where what is published is not heard. */
  InMemoryService(ApplicationContext beans) {
    this.beans = beans;
    this.lifecycle = new BusbarLifecycle(() -> in(TestWorld.of(0)));
  }

  BusbarLifecycle lifecycle() {
    return lifecycle;
  }

  void moveTo(TestWorld world) {
    lifecycle.replace(() -> in(world));
  }

  private Busbar in(TestWorld world) {
    BusbarConfig config = config(beans.getBean(BusbarConfig.class), world);
    ServiceBeans service = new ServiceBeans(config, beans.getBean(Mistakes.class), beans);
    BusbarProperties properties = service.properties();
    InMemoryParts parts = new InMemoryParts(config, world.organization(), beans);
    parts.setUp();
    ServiceAssembly assembly = service.begin();
    String bus = properties.bus();
    if (bus != null) {
      assembly.publisher(pipeline -> parts.publisher(pipeline, bus));
    }
    if (properties.consumer().enabled()) {
      assembly
          .handlers(HandlerBeans.of(beans))
          .idempotency(
              beans.getBeanProvider(IdempotencyStore.class).getIfAvailable(parts::idempotency))
          .containers(parts.containers(bus, properties.queues().keySet()));
    }
    return service.finish(assembly);
  }

  private static BusbarConfig config(BusbarConfig given, TestWorld world) {
    ServiceIdentity service = given.service();
    String account = service.account();
    return BusbarConfig.builder()
        .service(
            new ServiceIdentity(
                service.name(),
                service.version(),
                account == null ? ACCOUNT : account,
                service.region()))
        .codec(given.codec())
        .instruments(given.instruments())
        .time(world.clock())
        .random(new Random(world.seed()))
        .build();
  }
}
