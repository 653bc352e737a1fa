// SPDX-License-Identifier: Apache-2.0
package io.busbar.schema.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.core.BusbarConfig;
import io.busbar.core.EventEnvelope;
import io.busbar.core.EventType;
import io.busbar.core.handler.EventDispatcher;
import io.busbar.core.handler.EventHandler;
import io.busbar.schema.EventSchema;
import io.busbar.schema.SchemaGenerator;
import io.busbar.schema.compatibility.Finding;
import io.busbar.schema.registry.EventRegistry;
import io.busbar.schema.registry.RegistryCheck;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VictimsTest {

  enum Status {
    PENDING,
    PAID
  }

  enum OnlyPaid {
    PAID
  }

  record Item(String id, int quantity) {}

  @EventType(source = "grocer.shop", name = "Order Placed", version = 7)
  record OrderPlaced(
      String orderId,
      List<Item> items,
      Optional<String> note,
      Optional<String> unread,
      Status orderStatus,
      String required) {}

  @EventType(source = "grocer.shop", name = "Order Placed", version = 8)
  record WithoutNote(
      String orderId,
      List<Item> items,
      Optional<String> unread,
      Status orderStatus,
      String required) {}

  @EventType(source = "grocer.shop", name = "Order Placed", version = 8)
  record WithoutWhatNobodyReads(
      String orderId, List<Item> items, Optional<String> note, Status orderStatus) {}

  record ItemV8(String id) {}

  @EventType(source = "grocer.shop", name = "Order Placed", version = 8)
  record WithoutQuantity(
      String orderId, List<ItemV8> items, Optional<String> note, Status orderStatus) {}

  @EventType(source = "grocer.shop", name = "Order Placed", version = 8)
  record WithoutPending(
      String orderId, List<Item> items, Optional<String> note, OnlyPaid orderStatus) {}

  /** Another service's own view of the event. */
  @EventType(source = "grocer.shop", name = "Order Placed", version = 7)
  record OrderView(String orderId, List<Item> items, Optional<String> note) {}

  static class Orders {
    @EventHandler(pattern = "{\"detail\":{\"orderStatus\":[\"PENDING\"]}}")
    void on(OrderView event) {}
  }

  static class Everything {
    @EventHandler(source = "grocer.*", detailType = "Order Placed")
    void any(EventEnvelope<JsonNode> event) {}
  }

  private final ServiceManifest orders =
      ServiceManifest.builder("order-processing")
          .version("2.3.1")
          .consumes(dispatcher(new Orders()))
          .rule(
              "orders-to-processing",
              "{\"source\":[\"grocer.shop\"],\"detail-type\":[\"Order Placed\"],\"detail\":{\"orderStatus\":[\"PENDING\",\"PAID\"]}}")
          .build();

  @Test
  void namesWhoReadsARemovedField() {
    assertThat(victims(WithoutNote.class))
        .extracting(Finding::describe)
        .containsExactly(
            """
            FIELD_READ at $.note breaks order-processing 2.3.1, handler Orders.on(OrderView) of version 7: a consumer reads a field that is no longer sent.
            Before: sent now and then. After: absent.
            Keep sending it, marked @DeprecatedField(replacedBy = …), until that consumer's manifest no longer reads it.""");
  }

  @Test
  void letsAFieldGoThatNobodyReads() {
    assertThat(victims(WithoutWhatNobodyReads.class)).isEmpty();
  }

  @Test
  void looksIntoLists() {
    assertThat(victims(WithoutQuantity.class))
        .extracting(Finding::toString)
        .containsExactly(
            "FIELD_READ at $.items[*].quantity (order-processing 2.3.1, handler Orders.on(OrderView) of version 7)");
  }

  @Test
  void namesTheRuleThatFiltersOnARemovedValue() {
    assertThat(victims(WithoutPending.class))
        .extracting(Finding::describe)
        .containsExactly(
            """
            RULE_FILTERS_VALUE at $.orderStatus breaks the pattern of order-processing 2.3.1, handler Orders.on(OrderView) of version 7: \
            a rule filters on a value that is no longer sent, so that it never matches by it again.
            Before: may be 'PENDING'. After: never 'PENDING'.
            Change the rule first; or keep sending the value.""",
            """
            RULE_FILTERS_VALUE at $.orderStatus breaks the rule 'orders-to-processing' of order-processing 2.3.1: \
            a rule filters on a value that is no longer sent, so that it never matches by it again.
            Before: may be 'PENDING'. After: never 'PENDING'.
            Change the rule first; or keep sending the value.""");
  }

  @Test
  void takesAHandlerOfTreesForAReaderOfEverything() {
    ServiceManifest audit =
        ServiceManifest.builder("audit").consumes(dispatcher(new Everything())).build();

    assertThat(
            Victims.of(
                schema(OrderPlaced.class), schema(WithoutWhatNobodyReads.class), List.of(audit)))
        .extracting(Finding::path)
        .containsExactly("$.required", "$.unread");
  }

  @Test
  void readsBackWhatItHasWritten() {
    ServiceManifest read = ServiceManifest.parse(orders.text());

    assertThat(read.text()).isEqualTo(orders.text());
    assertThat(read.consumes().get(0).reads())
        .containsExactly("$.orderId", "$.items[*].id", "$.items[*].quantity", "$.note");
    assertThat(Victims.of(schema(OrderPlaced.class), schema(WithoutNote.class), List.of(read)))
        .isEqualTo(victims(WithoutNote.class));
  }

  @Test
  void refusesAManifestOfAnotherForm() {
    assertThatThrownBy(() -> ServiceManifest.parse("{\"busbar\":2,\"service\":\"x\"}"))
        .hasMessage(
            "The manifest of 'x' has the form '2', but this version of Busbar reads 1. Update Busbar where it is read.");
  }

  @Test
  void saysWhichFileOnTheClassPathIsNoManifest(@TempDir Path folder) throws IOException {
    Path file = folder.resolve(ServiceManifest.RESOURCE);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "{\"busbar\":2,\"service\":\"x\"}");
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, null)) {
      assertThatThrownBy(() -> ServiceManifest.fromClassPath(loader))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              file.toUri().toURL()
                  + ": The manifest of 'x' has the form '2', but this version of Busbar reads 1. Update Busbar where it is read.");
    }
  }

  /** The producer's build has the consumer's jar on its class path, and fails. */
  @Test
  void failsTheProducersBuildByAManifestInAnotherJar(@TempDir Path folder) throws IOException {
    Path jar = folder.resolve("order-processing-2.3.1.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry(ServiceManifest.RESOURCE));
      out.write(orders.text().getBytes(StandardCharsets.UTF_8));
    }
    checks(folder, OrderPlaced.class, List.of(), true).forEach(RegistryCheck::findings);
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
      List<ServiceManifest> consumers = ServiceManifest.fromClassPath(loader);

      assertThat(findings(checks(folder, WithoutNote.class, consumers, false)))
          .anyMatch(
              finding ->
                  finding.startsWith(
                      "FIELD_READ at $.note breaks order-processing 2.3.1, handler Orders.on(OrderView) of version 7"));
      assertThat(findings(checks(folder, WithoutWhatNobodyReads.class, consumers, false)))
          .noneMatch(finding -> finding.startsWith("FIELD_"));
    }
  }

  /** A forgotten dependency must not look like an event that nobody reads. */
  @Test
  void takesNoManifestAtAllForConsumersThatAreNotKnown(@TempDir Path folder) {
    checks(folder, OrderPlaced.class, List.of(), true).forEach(RegistryCheck::findings);

    assertThat(findings(checks(folder, WithoutWhatNobodyReads.class, List.of(), false)))
        .anyMatch(
            finding ->
                finding.startsWith("FIELD_MISSING at $.required breaks consumers of version 7"));
  }

  @Test
  void keepsTheFileThatTheJarCarries(@TempDir Path folder) {
    Path file = folder.resolve("META-INF/busbar/service.json");

    assertThat(manifestFindings(folder, file, false))
        .containsExactly(
            "The file 'service.json' does not exist. Run this test with -Dbusbar.schema.accept and commit the file: "
                + "other services' builds find out by it whom they break.");
    assertThat(manifestFindings(folder, file, true)).isEmpty();
    assertThat(manifestFindings(folder, file, false)).isEmpty();
    assertThat(file).hasContent(orders.text());
  }

  private List<String> manifestFindings(Path folder, Path file, boolean accept) {
    return findings(
        EventRegistry.builder(folder).manifest(orders, file).accept(accept).build().checks());
  }

  private static List<RegistryCheck> checks(
      Path folder, Class<?> event, List<ServiceManifest> consumers, boolean accept) {
    return EventRegistry.builder(folder)
        .publishes(event)
        .consumers(consumers)
        .accept(accept)
        .build()
        .checks();
  }

  private static List<String> findings(List<RegistryCheck> checks) {
    return checks.stream().flatMap(check -> check.findings().stream()).toList();
  }

  private List<Finding> victims(Class<?> after) {
    return Victims.of(schema(OrderPlaced.class), schema(after), List.of(orders));
  }

  private static EventSchema schema(Class<?> event) {
    return SchemaGenerator.create().schema(event);
  }

  private static EventDispatcher dispatcher(Object handlers) {
    return EventDispatcher.builder(BusbarConfig.of("test")).handlers(handlers).build();
  }
}
