// SPDX-License-Identifier: Apache-2.0
package io.busbar.spring;

import io.busbar.core.BusbarConfig;
import io.busbar.core.EventPublisher;
import io.busbar.core.handler.EventDispatcher;
import io.busbar.core.handler.IdempotencyStore;
import io.busbar.core.handler.InMemoryIdempotencyStore;
import io.busbar.core.publish.PublishPipeline;
import io.busbar.core.runtime.ContainerFactory;
import io.busbar.core.runtime.ServicePart;
import io.busbar.testkit.Account;
import io.busbar.testkit.Bus;
import io.busbar.testkit.InMemoryEventPublisher;
import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.Queue;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.util.ClassUtils;

/** What takes the place of AWS's parts in the organization of a test. */
record InMemoryParts(BusbarConfig config, InMemoryOrganization aws, ApplicationContext beans) {
  private static final Duration IDEMPOTENCY = Duration.ofDays(14);
  private static final String TRANSACTIONS =
      "org.springframework.transaction.support.TransactionSynchronizationManager";

  /** The topology of the test's beans, if there are any. */
  void setUp() {
    setups().forEach(setup -> setup.setUp(aws));
  }

  private List<OrganizationSetup> setups() {
    return beans.getBeanProvider(OrganizationSetup.class).orderedStream().toList();
  }

  EventPublisher publisher(PublishPipeline pipeline, String bus) {
    InMemoryEventPublisher publisher = InMemoryEventPublisher.of(pipeline, bus(bus));
    return ClassUtils.isPresent(TRANSACTIONS, beans.getClassLoader())
        ? new AfterCommitPublisher(publisher)
        : publisher;
  }

  IdempotencyStore idempotency() {
    return InMemoryIdempotencyStore.create(config.time(), IDEMPOTENCY);
  }

  /**
   * Queues by their names. Unless a setup says which rules there are, the first one gets what the
   * handlers take.
   */
  List<ContainerFactory> containers(@Nullable String bus, Collection<String> queues) {
    boolean wired = !setups().isEmpty() || bus == null;
    return new TreeSet<>(queues)
        .stream()
            .map(
                name ->
                    wired || !name.equals(new TreeSet<>(queues).first())
                        ? container(name)
                        : wiredContainer(name, Objects.requireNonNull(bus)))
            .toList();
  }

  private ContainerFactory container(String queue) {
    return dispatcher -> queue(queue).container(dispatcher);
  }

  private ContainerFactory wiredContainer(String queue, String bus) {
    return dispatcher -> wired(queue(queue), bus(bus), dispatcher);
  }

  private static ServicePart wired(Queue queue, Bus bus, EventDispatcher dispatcher) {
    bus.rule("handlers").pattern(HandlerPattern.of(dispatcher.handlers())).to(queue);
    return queue.container(dispatcher);
  }

  private Queue queue(String name) {
    return account(config.service().account()).queue(name);
  }

  /** By name in the service's account, or by ARN in any. */
  private Bus bus(String nameOrArn) {
    String[] arn = nameOrArn.split(":", 6);
    if (arn.length < 6) {
      return account(config.service().account()).bus(nameOrArn);
    }
    Bus bus = account(arn[4]).region(arn[3]).bus(arn[5].substring(arn[5].indexOf('/') + 1));
    return bus.permitOrganization();
  }

  private Account account(@Nullable String id) {
    return aws.account(Objects.requireNonNull(id));
  }
}
