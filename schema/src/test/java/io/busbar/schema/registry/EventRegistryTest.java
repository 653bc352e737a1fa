// SPDX-License-Identifier: Apache-2.0
package io.busbar.schema.registry;

import static io.busbar.core.evolution.Upcaster.unchanged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.core.EventType;
import io.busbar.core.evolution.Upcaster;
import io.busbar.core.evolution.UpcasterChain;
import io.busbar.core.evolution.Upcasters;
import io.busbar.schema.Constraints;
import io.busbar.schema.DeprecatedField;
import io.busbar.schema.Json;
import io.busbar.testkit.VirtualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventRegistryTest {
  private final VirtualClock clock = VirtualClock.create();
  @TempDir Path events;

  @EventType(source = "grocer.shop", name = "Order Placed", version = 1)
  record OrderV1(
      String orderId,
      @DeprecatedField(since = 1, removeAfter = "2099-12-31") Optional<String> note) {}

  @EventType(source = "grocer.shop", name = "Order Placed", version = 2)
  record OrderV2(
      String orderId,
      @DeprecatedField(since = 1, removeAfter = "2099-12-31") Optional<String> note,
      @Constraints(minimum = "0") int total) {}

  @EventType(source = "grocer.shop", name = "Order Placed", version = 1)
  record OrderV1WithTotal(String orderId, int total) {}

  @BeforeEach
  void accept() {
    checks(OrderV1.class, true, Upcasters.none()).forEach(RegistryCheck::verify);
  }

  @Test
  void writesAVersionWhenItIsAskedTo() throws IOException {
    Path file = events.resolve("grocer.shop/order-placed/v1.schema.json");

    assertThat(file).exists();
    assertThat(Json.READER.readTree(Files.readString(file)).path("x-busbar-event").toString())
        .isEqualTo("{\"source\":\"grocer.shop\",\"detailType\":\"Order Placed\",\"version\":1}");
    assertThat(findings(OrderV1.class, Upcasters.none())).isEmpty();
  }

  @Test
  void asksForAVersionThatIsNotWritten() {
    assertThat(findings(OrderV2.class, chain(detail -> detail.put("total", 0))))
        .contains(
            "'grocer.shop/order-placed/v2.schema.json' does not exist. "
                + "Run this test with -Dbusbar.schema.accept and commit the file, with a sample in 'v2.samples'.");
  }

  @Test
  void refusesARecordThatChangesWithoutANewVersion() {
    assertThat(findings(OrderV1WithTotal.class, Upcasters.none()))
        .containsExactly(
            """
            REMOVED_TOO_EARLY at $.note breaks whoever counts on it: the field is promised for longer.
            Before: promised until 2099-12-31. After: absent.
            Keep it until the day that @DeprecatedField(removeAfter) names.""",
            """
            The record OrderV1WithTotal is not what 'grocer.shop/order-placed/v1.schema.json' says:
            - $.note: before optional, a text or null, now absent
            - $.total: before absent, now a whole number (int32)
            If events of version 1 have been sent, make the record version 2; if not, run this test with -Dbusbar.schema.accept and commit the file.""");
  }

  @Test
  void findsWhatAnOlderEventBreaksWithoutAChain() {
    assertThat(findings(OrderV2.class, Upcasters.none()))
        .contains(
            """
            FIELD_MISSING at $.total breaks version 2 reading events of version 1: the reader requires a field that the writer never sends.
            Before: absent. After: a whole number (int32) from 0.
            Keep sending it, marked @DeprecatedField, until no manifest reads it; or make it Optional in the reader; or let an upcaster step fill it in.""");
  }

  @Test
  void wantsASampleOfEveryVersionThatAChainConverts() throws IOException {
    assertThat(findings(OrderV2.class, chain(detail -> detail.put("total", 0))))
        .contains(
            "Version 1 becomes version 2 by the upcaster chain, but nothing shows that it does: 'grocer.shop/order-placed/v1.samples' is empty. "
                + "Add an event of that version.");

    sample("v1.samples/plain.json", "{\"orderId\":\"o-1\"}");
    checks(OrderV2.class, true, chain(detail -> detail.put("total", 0)))
        .forEach(RegistryCheck::verify);
    assertThat(findings(OrderV2.class, chain(detail -> detail.put("total", 0)))).isEmpty();
  }

  @Test
  void noticesAGapInTheChainWithTheFix() throws IOException {
    sample("v1.samples/plain.json", "{\"orderId\":\"o-1\"}");
    Upcasters late =
        Upcasters.of(
            UpcasterChain.builder("grocer.shop", "Order Placed").step(2, unchanged()).build());

    assertThat(findings(OrderV2.class, late))
        .contains(
            "The upcaster chain of 'Order Placed' from grocer.shop starts at version 2, but events of version 1 can come back. Add step(1, …).");
  }

  @Test
  void noticesASampleThatDoesNotFitItsVersion() throws IOException {
    sample("v1.samples/wrong.json", "{\"orderId\":17}");

    assertThat(findings(OrderV1.class, Upcasters.none()))
        .containsExactly(
            "The sample does not fit its own version: $.orderId is 17, but must be of the type string (type).");
  }

  @Test
  void noticesAnUpcastThatDoesNotFit() throws IOException {
    sample("v1.samples/plain.json", "{\"orderId\":\"o-1\"}");

    assertThat(findings(OrderV2.class, chain(detail -> detail.put("total", -1))))
        .contains(
            "The sample does not fit the newest version after its upcast: $.total is -1, but must be at least 0 (minimum).");
  }

  @Test
  void noticesAStepThatIsNotPure() throws IOException {
    sample("v1.samples/plain.json", "{\"orderId\":\"o-1\"}");
    AtomicInteger calls = new AtomicInteger();

    assertThat(
            findings(OrderV2.class, chain(detail -> detail.put("total", calls.incrementAndGet()))))
        .contains(
            "The upcaster chain makes something else of it each time. A step must depend on the detail alone: no clock, no random ids.");
  }

  @Test
  void noticesAStepThatFails() throws IOException {
    sample("v1.samples/plain.json", "{\"orderId\":\"o-1\"}");

    assertThat(
            findings(
                OrderV2.class, chain(detail -> detail.put("total", detail.get("sum").intValue()))))
        .anyMatch(
            finding ->
                finding.startsWith(
                    "It does not arrive in OrderV2: step(1) of the upcaster chain of 'Order Placed' from grocer.shop failed with java.lang.NullPointerException."));
  }

  @Test
  void forgetsAVersionWhoseEventsCannotComeBack() {
    checks(OrderV2.class, true, Upcasters.none()).forEach(RegistryCheck::findings);
    clock.advance(Duration.ofDays(30));
    assertThat(registry(OrderV2.class, false, Upcasters.none()).checks()).hasSize(4);

    clock.advance(Duration.ofDays(2));

    assertThat(registry(OrderV2.class, false, Upcasters.none()).checks())
        .extracting(RegistryCheck::toString)
        .containsExactly(
            "'Order Placed' from grocer.shop: version 2's consumers",
            "'Order Placed' from grocer.shop: version 2 is the record");
  }

  @Test
  void failsATestWithAllFindings() {
    RegistryCheck check = new RegistryCheck("events", () -> List.of("One.\nMore.", "Two."));

    assertThatThrownBy(check::verify)
        .isInstanceOf(AssertionError.class)
        .hasMessage("events:\n  1. One.\n     More.\n  2. Two.");
  }

  private static Upcasters chain(Upcaster step) {
    return Upcasters.of(UpcasterChain.builder("grocer.shop", "Order Placed").step(1, step).build());
  }

  private void sample(String name, String json) throws IOException {
    Path file = events.resolve("grocer.shop/order-placed").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, json);
  }

  private List<String> findings(Class<?> event, Upcasters upcasters) {
    return checks(event, false, upcasters).stream()
        .flatMap(check -> check.findings().stream())
        .toList();
  }

  private List<RegistryCheck> checks(Class<?> event, boolean accept, Upcasters upcasters) {
    return registry(event, accept, upcasters).checks();
  }

  private EventRegistry registry(Class<?> event, boolean accept, Upcasters upcasters) {
    return EventRegistry.builder(events)
        .publishes(event)
        .upcasters(upcasters)
        .retention(Duration.ofDays(31))
        .time(clock)
        .accept(accept)
        .build();
  }
}
