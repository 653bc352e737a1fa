// SPDX-License-Identifier: Apache-2.0
package io.busbar.schema.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.core.BusbarConfig;
import io.busbar.core.EventName;
import io.busbar.core.EventType;
import io.busbar.core.Instruments;
import io.busbar.core.handler.EventDispatcher;
import io.busbar.core.handler.EventHandler;
import io.busbar.schema.DeprecatedField;
import io.busbar.schema.EventSchema;
import io.busbar.schema.SchemaGenerator;
import io.busbar.testkit.Bus;
import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.Queue;
import io.busbar.testkit.VirtualClock;
import io.busbar.testkit.contract.HandlerInterceptorContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeprecatedReadsTest {
  private static final List<EventSchema> SCHEMAS =
      List.of(SchemaGenerator.create().schema(OrderPlaced.class));
  private final List<String> counted = new ArrayList<>();
  private final BusbarConfig config =
      BusbarConfig.builder()
          .service("orders")
          .instruments(
              new Instruments() {
                @Override
                public void deprecatedFieldRead(String handlerId, EventName name, String field) {
                  counted.add(handlerId + " " + name + " " + field);
                }
              })
          .build();

  /** The sender's record. */
  @EventType(source = "grocer.shop", name = "Order Placed", version = 7)
  record OrderPlaced(
      String orderId,
      @DeprecatedField(since = 4, replacedBy = "itemsV2") Optional<List<String>> items,
      List<String> itemsV2) {}

  @EventType(source = "grocer.shop", name = "Order Placed", version = 7)
  record OldView(String orderId, Optional<List<String>> items) {}

  @EventType(source = "grocer.shop", name = "Order Placed", version = 7)
  record NewView(String orderId, List<String> itemsV2) {}

  static class OldHandler {
    @EventHandler
    void on(OldView event) {}
  }

  static class NewHandler {
    @EventHandler
    void on(NewView event) {}
  }

  @Test
  void countsAHandlerThatReadsADeprecatedField() {
    publishTo(new OldHandler(), new OrderPlaced("o-1", Optional.of(List.of("a")), List.of("a")));

    assertThat(counted)
        .containsExactly("OldHandler.on(OldView) 'Order Placed' from grocer.shop $.items");
  }

  @Test
  void doesNotCountAFieldThatWasNotSent() {
    publishTo(new OldHandler(), new OrderPlaced("o-1", Optional.empty(), List.of("a")));

    assertThat(counted).isEmpty();
  }

  @Test
  void doesNotCountAHandlerThatReadsTheNewField() {
    publishTo(new NewHandler(), new OrderPlaced("o-1", Optional.of(List.of("a")), List.of("a")));

    assertThat(counted).isEmpty();
  }

  static class KeepsTheContractTest implements HandlerInterceptorContract {
    @Override
    public DeprecatedReads interceptor() {
      return DeprecatedReads.of(BusbarConfig.of("orders"), SCHEMAS);
    }
  }

  private void publishTo(Object handlers, OrderPlaced event) {
    InMemoryOrganization aws = InMemoryOrganization.create(VirtualClock.create());
    Bus bus = aws.account("121212121212").bus("central-bus");
    Queue queue = aws.account("777777777777").queue("orders");
    bus.rule("orders").pattern("{\"source\":[\"grocer.shop\"]}").to(queue);
    queue
        .container(
            EventDispatcher.builder(config)
                .handlers(handlers)
                .interceptor(DeprecatedReads.of(config, SCHEMAS))
                .build())
        .start();

    assertThat(aws.account("111111111111").publisher("shop", bus).publish(event).isSafe()).isTrue();
    aws.runUntilQuiescent();
  }
}
