// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The small values: what they refuse, copy and hide. */
class ValuesTest {

  @Test
  void countsVersionsAndHopsFromZero() {
    assertThatThrownBy(() -> metadata(-1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The schema version must not be negative, but was -1. Versions count from 1.");
    assertThatThrownBy(() -> metadata(0, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The hop count must not be negative, but was -1.");
  }

  @Test
  void refusesLimitsThatAllowNothing() {
    assertThat(ServiceLimits.EVENTBRIDGE).isEqualTo(new ServiceLimits(10, 1_048_576, 2_048));
    assertThatThrownBy(() -> new ServiceLimits(0, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A request must take at least one entry, but the limit was 0.");
    assertThatThrownBy(() -> new ServiceLimits(1, 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A request must take at least one byte, but the limit was 0.");
  }

  @Test
  void copiesCollections() {
    List<String> scopes = new ArrayList<>(List.of("a"));
    Map<String, String> details = new LinkedHashMap<>(Map.of("b", "1"));
    details.put("a", "2");
    Actor actor = new Actor("s", scopes, null);
    Health health = new Health("outbox", Health.Status.UP, details);

    scopes.clear();
    details.clear();

    assertThat(actor.scopes()).containsExactly("a");
    assertThat(health.details()).containsExactly(Map.entry("b", "1"), Map.entry("a", "2"));
    assertThatThrownBy(() -> health.details().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void keepsDetailsOutOfTexts() {
    EncodedDetail detail = EncodedDetail.of("{\"a\":\"ü\"}".getBytes(UTF_8));

    assertThat(detail).hasToString("EncodedDetail[10 bytes]");
    assertThat(detail.json()).isEqualTo("{\"a\":\"ü\"}");
    assertThat(detail)
        .isEqualTo(EncodedDetail.of("{\"a\":\"ü\"}".getBytes(UTF_8)))
        .hasSameHashCodeAs(EncodedDetail.of("{\"a\":\"ü\"}".getBytes(UTF_8)))
        .isNotEqualTo(EncodedDetail.of("{}".getBytes(UTF_8)));
  }

  @Test
  void takesADetailOfTextForTheSameAsOneOfBytes() {
    EncodedDetail detail = EncodedDetail.of("{\"a\":\"ü\"}");

    assertThat(detail).isEqualTo(EncodedDetail.of("{\"a\":\"ü\"}".getBytes(UTF_8)));
    assertThat(detail.length()).isEqualTo(10);
    assertThat(detail.utf8()).isEqualTo("{\"a\":\"ü\"}".getBytes(UTF_8));
    assertThat(detail.json()).isEqualTo("{\"a\":\"ü\"}");
  }

  @Test
  void namesAnEnvelopesParts() {
    EventHead head = JacksonEventCodec.create().read(EnvelopeText.of("{}")).head();
    EventEnvelope<String> envelope = new EventEnvelope<>(head, "detail");

    assertThat(envelope.id()).isEqualTo(head.metadata().id());
    assertThat(envelope.source()).isEqualTo("grocer.customer-web");
    assertThat(envelope.detailType()).isEqualTo("Order Placed");
    assertThat(envelope.metadata()).isSameAs(head.metadata());
  }

  @ParameterizedTest
  @EnumSource(Remedy.class)
  void advisesInFullSentences(Remedy remedy) {
    assertThat(remedy.advice()).matches("[A-Z].*\\.");
  }

  private static EventMetadata metadata(int version, int hops) {
    return new EventMetadata(
        EventId.of("x"), version, Instant.EPOCH, "shop", null, null, "c", null, hops, null);
  }
}
