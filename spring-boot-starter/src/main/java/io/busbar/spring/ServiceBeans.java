// SPDX-License-Identifier: Apache-2.0
package io.busbar.spring;

import io.busbar.core.BusbarConfig;
import io.busbar.core.EventValidator;
import io.busbar.core.handler.IdempotencyStore;
import io.busbar.core.publish.EventTransport;
import io.busbar.core.runtime.Busbar;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationContext;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

/** Collects the beans that make up the service, when all are there. */
record ServiceBeans(BusbarConfig config, Mistakes mistakes, ApplicationContext beans) {

  Busbar service() {
    BusbarProperties properties = properties();
    ServiceAssembly assembly = begin();
    publishing(assembly, properties);
    if (properties.consumer().enabled()) {
      consuming(assembly, properties);
    }
    return finish(assembly);
  }

  BusbarProperties properties() {
    return beans.getBean(BusbarProperties.class);
  }

  /** With what is known to be wrong already. */
  ServiceAssembly begin() {
    return new ServiceAssembly(config, findings(properties()));
  }

  /** With what does not depend on where the service publishes and receives. */
  Busbar finish(ServiceAssembly assembly) {
    BusbarProperties.Schema schema = properties().schema();
    if (schema.enabled()) {
      assembly.validator(all(EventValidator.class).getIfAvailable(), schema.mode());
    }
    return assembly.customizers(all(BusbarCustomizer.class).orderedStream().toList()).build();
  }

  private List<String> findings(BusbarProperties properties) {
    List<String> findings = new ArrayList<>(mistakes.findings());
    findings.addAll(UnknownProperties.findings(beans));
    findings.addAll(new OutboxPresence(beans).findings(properties.bus()));
    return findings;
  }

  private void publishing(ServiceAssembly assembly, BusbarProperties properties) {
    OutboxSlot outbox = all(OutboxSlot.class).getIfAvailable();
    String bus = properties.bus();
    if (outbox != null && bus != null) {
      assembly.outbox(outbox, bus);
    } else {
      assembly.publisher(properties, all(EventTransport.class));
    }
  }

  private void consuming(ServiceAssembly assembly, BusbarProperties properties) {
    ObjectProvider<SqsAsyncClient> sqs = all(SqsAsyncClient.class);
    Stream<QueueContainer> containers =
        properties.queues().entrySet().stream()
            .map(each -> new QueueContainer(each.getKey(), each.getValue(), sqs));
    assembly
        .handlers(HandlerBeans.of(beans))
        .idempotency(all(IdempotencyStore.class).getIfAvailable())
        .containers(containers.toList());
  }

  private <T> ObjectProvider<T> all(Class<T> type) {
    return beans.getBeanProvider(type);
  }
}
