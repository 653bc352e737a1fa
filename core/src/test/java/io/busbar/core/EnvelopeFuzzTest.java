// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whatever somebody puts into the queue, the reader reads an event or says that it is none. Without
 * {@code JAZZER_FUZZ} it runs on the inputs that are kept; {@code mvn -Pexhaustive verify} looks
 * for new ones for ten minutes.
 */
class EnvelopeFuzzTest {
  private static final EventCodec CODEC = JacksonEventCodec.create();
  private static final EventCodec.DetailReader ORDER = CODEC.reader(Order.class);
  private static final EventCodec.DetailReader RESERVED = CODEC.reader(Reserved.class);

  /** A class: JDK 17 crashes when it is asked for the components of an instrumented record. */
  static final class Order {
    public @Nullable String orderId;
    public @Nullable Integer total;
    public @Nullable BigDecimal exact;
    public @Nullable List<Map<String, Object>> items;
  }

  static final class Reserved {
    @JsonProperty("_metadata")
    public @Nullable Map<String, Object> metadata;

    public @Nullable Object rest;
  }

  @FuzzTest(maxDuration = "10m")
  void readsAnEventOrSaysThatItIsNone(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    IncomingEvent event = read(text);
    if (event == null) {
      return;
    }
    attempt(() -> event.detail(ORDER));
    attempt(() -> event.detail(ORDER));
    attempt(() -> event.detail(RESERVED));
    attempt(() -> event.detail(ORDER, event.detailTree()));
    attempt(event::envelopeTree);
  }

  private static @Nullable IncomingEvent read(String text) {
    try {
      return CODEC.read(text);
    } catch (MalformedEventException documented) {
      return null;
    }
  }

  private static void attempt(Runnable reading) {
    try {
      reading.run();
    } catch (MalformedEventException documented) {
      // The one exception that there may be.
    }
  }
}
