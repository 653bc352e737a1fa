// SPDX-License-Identifier: Apache-2.0
package io.busbar.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonValue;
import io.busbar.core.BusbarConfig;
import io.busbar.core.EventName;
import io.busbar.core.EventType;
import io.busbar.core.handler.EventDispatcher;
import io.busbar.core.handler.EventDispatcherBuilder;
import io.busbar.core.handler.EventHandler;
import io.busbar.core.publish.InvalidEvents;
import io.busbar.core.runtime.Busbar;
import io.busbar.schema.compatibility.Compatibility;
import io.busbar.schema.compatibility.Direction;
import io.busbar.schema.compatibility.Finding;
import io.busbar.schema.compatibility.Reading;
import io.busbar.schema.export.RegistryExport;
import io.busbar.schema.export.RegistryFormat;
import io.busbar.schema.junit.RegistryExtension;
import io.busbar.schema.manifest.DeprecatedReads;
import io.busbar.schema.manifest.ServiceManifest;
import io.busbar.schema.registry.EventRegistry;
import io.busbar.schema.registry.RegistryCheck;
import io.busbar.schema.validation.SchemaValidator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of docs/schema.md. */
class SchemaGuideTest {
  @TempDir Path folder;

  @Constraints(pattern = "^ord-[0-9a-f]{8}$")
  record OrderId(@JsonValue String value) {}

  record Item(String id, @Constraints(minimum = "1") int quantity) {}

  @EventType(source = "grocer.customer-web", name = "Order Placed", version = 7)
  record OrderPlaced(
      OrderId orderId,
      @Sensitive String customerName,
      @DeprecatedField(since = 4, removeAfter = "2027-06-30", replacedBy = "itemsV2")
          List<String> items,
      List<Item> itemsV2,
      Optional<String> note) {}

  static class Orders {
    @EventHandler
    void on(OrderPlaced event) {}
  }

  private final EventDispatcher dispatcher =
      EventDispatcher.builder(BusbarConfig.of("order-processing")).handlers(new Orders()).build();

  @Test
  void validatesWhatAServicePublishes() {
    try (Busbar busbar =
        Busbar.builder()
            .service("customer-web")
            .validator(SchemaValidator.of(OrderPlaced.class), InvalidEvents.WARN)
            .build()) {
      assertThat(busbar.config().service().name()).isEqualTo("customer-web");
    }
  }

  @Test
  void checksARegistry() {
    EventRegistry.builder(folder)
        .publishes(OrderPlaced.class)
        .accept(true)
        .build()
        .checks()
        .forEach(RegistryCheck::verify);
    EventRegistry registry =
        EventRegistry.builder(folder)
            .publishes(OrderPlaced.class)
            .consumers(ServiceManifest.fromClassPath(getClass().getClassLoader()))
            .retention(Duration.ofDays(30))
            .build();

    assertThat(RegistryExtension.of(registry)).isNotNull();
    assertThat(registry.checks()).allSatisfy(RegistryCheck::verify);
  }

  @Test
  void saysWhatAServiceReads() {
    ServiceManifest manifest =
        ServiceManifest.builder("order-processing")
            .version("2.3.1")
            .consumes(dispatcher)
            .rule("orders", "{\"source\":[\"grocer.customer-web\"]}")
            .build();

    assertThat(manifest.consumes().get(0).reads())
        .containsExactly(
            "$.orderId",
            "$.customerName",
            "$.items",
            "$.itemsV2[*].id",
            "$.itemsV2[*].quantity",
            "$.note");
  }

  @Test
  void countsReadsOfDeprecatedFields() {
    BusbarConfig config = BusbarConfig.of("order-processing");
    List<EventSchema> schemas = List.of(SchemaGenerator.create().schema(OrderPlaced.class));
    EventDispatcherBuilder dispatching = EventDispatcher.builder(config).handlers(new Orders());
    dispatching.interceptor(DeprecatedReads.of(config, schemas));

    assertThat(dispatching.build().describe()).contains("counts reads of deprecated fields");
  }

  @Test
  void comparesByHand() {
    EventSchema schema = SchemaGenerator.create().schema(OrderPlaced.class);
    EventSchema older = schema;
    EventSchema newer = schema;
    List<Finding> findings =
        Compatibility.findings(older, newer, Direction.FORWARD, Reading.TOLERANT);

    assertThat(findings).isEmpty();
  }

  @Test
  void exportsForTheConsole() {
    List<EventSchema> schemas = List.of(SchemaGenerator.create().schema(OrderPlaced.class));
    String template =
        RegistryExport.as(RegistryFormat.OPEN_API_3).cloudFormation("grocer", schemas);

    assertThat(template).contains("grocer.customer-web@OrderPlaced");
    assertThat(schemas.get(0).name())
        .isEqualTo(new EventName("grocer.customer-web", "Order Placed"));
  }
}
