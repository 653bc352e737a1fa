// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventIdTest {
  private static final EventName PAID = new EventName("grocer.payment", "Payment Processed");
  private static final EventName FAILED = new EventName("grocer.payment", "Payment Failed");
  private static final EventId CAUSE = EventId.of("01999f3e-0000-7000-8000-000000000001");

  @Test
  void readsUuidsInEitherCase() {
    EventId id = EventId.of("01999F3E-0000-7000-8000-00000000000A");

    assertThat(id).hasToString("01999f3e-0000-7000-8000-00000000000a");
    assertThat(EventId.of(id.toString())).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "order-17",
        "not-a-uuid-but-as-long-as-one-is-....",
        "1-1-1-1-1",
        "+1999f3e-0000-7000-8000-000000000001",
        "01999f3e-0000-7000-8000-00000000000g",
        "01999f3e+0000-7000-8000-000000000001",
        "aaaaaaaaa-111-1111-1111-111111111111"
      })
  void makesANameBasedUuidOfAnythingElse(String foreign) {
    EventId id = EventId.of(foreign);

    assertThat(id.value().version()).isEqualTo(5);
    assertThat(id.value().variant()).isEqualTo(2);
    assertThat(EventId.of(foreign)).isEqualTo(id);
    assertThat(EventId.of(foreign + " ")).isNotEqualTo(id);
  }

  @Test
  void keepsForeignIdsApartThatThePlatformWouldReadAsOneUuid() {
    assertThat(EventId.of("aaaaaaaaa-111-1111-1111-111111111111"))
        .isNotEqualTo(EventId.of("baaaaaaaa-111-1111-1111-111111111111"));
  }

  /** RFC 9562, section 5.5: the SHA-1 of name space and name, but for version and variant. */
  @Test
  void derivesVersion5UuidsWithTheCauseAsNameSpace() throws Exception {
    java.security.MessageDigest sha1 = java.security.MessageDigest.getInstance("SHA-1");
    sha1.update(java.util.HexFormat.of().parseHex(CAUSE.toString().replace("-", "")));
    byte[] hash =
        sha1.digest(
            "Billing.on(OrderPlaced)\ngrocer.payment\nPayment Processed\n0"
                .getBytes(java.nio.charset.StandardCharsets.UTF_8));
    String hex = java.util.HexFormat.of().formatHex(hash);

    String derived = EventId.derived(CAUSE, "Billing.on(OrderPlaced)", PAID, 0).toString();

    assertThat(derived.substring(0, 8)).isEqualTo(hex.substring(0, 8));
    assertThat(derived.charAt(14)).isEqualTo('5');
    assertThat(derived.substring(15, 18)).isEqualTo(hex.substring(13, 16));
    assertThat(derived.substring(24)).isEqualTo(hex.substring(20, 32));
  }

  @Test
  void derivesTheSameIdForARerunAndAnotherForEverythingElse() {
    EventId id = EventId.derived(CAUSE, "h", PAID, 0);

    assertThat(EventId.derived(CAUSE, "h", PAID, 0)).isEqualTo(id);
    assertThat(
            Stream.of(
                EventId.derived(CAUSE, "h", PAID, 1),
                EventId.derived(CAUSE, "h2", PAID, 0),
                EventId.derived(CAUSE, "h", FAILED, 0),
                EventId.derived(id, "h", PAID, 0)))
        .doesNotContain(id)
        .doesNotHaveDuplicates();
  }

  @Test
  void sortsVersion7IdsByTheirTime() {
    EventId early = EventId.of("01999f3e-0000-7000-8000-000000000001");
    EventId late = EventId.of("f1999f3e-0000-7000-8000-000000000001");
    EventId later = EventId.of("f1999f3e-0000-7000-8000-000000000002");

    assertThat(Stream.of(later, early, late).sorted().toList())
        .isEqualTo(List.of(early, late, later));
    assertThat(early.compareTo(EventId.of(early.toString()))).isZero();
  }
}
