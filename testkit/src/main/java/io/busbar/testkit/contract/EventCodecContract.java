// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.busbar.core.EncodedDetail;
import io.busbar.core.EventCodec;
import io.busbar.core.EventId;
import io.busbar.core.EventMetadata;
import io.busbar.core.IncomingEvent;
import io.busbar.core.InvalidEventException;
import io.busbar.core.MalformedEventException;
import io.busbar.core.TraceContext;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What every {@link EventCodec} promises: it writes and reads the wire format
 * (docs/wire-format.md). A test class implements this interface and says what is under test; JUnit
 * then runs the tests below.
 */
public interface EventCodecContract {

  /** A detail of the tests, with what tends to get lost on the way. */
  record Order(String orderId, int count, @Nullable String note, List<String> items, Instant at) {}

  /** What an older consumer knows of an {@link Order}. */
  record NarrowOrder(String orderId) {}

  /** The event of the tests. */
  Order ORDER =
      new Order(
          "ord-1", 3, "Käse \"ä\" 💥", List.of("a", ""), Instant.parse("2026-11-23T06:00:00.123Z"));

  /** What is under test. */
  EventCodec codec();

  @Test
  default void writesTheReservedMembersFirst() {
    String json = codec().encode(ORDER, metadata(), trace()).json();

    int metadata = json.indexOf("\"_metadata\"");
    int trace = json.indexOf("\"traceContext\"");
    assertEquals(1, metadata, json);
    assertTrue(trace > metadata && trace < json.indexOf("\"orderId\""), json);
  }

  @Test
  default void readsWhatItHasWritten() {
    IncomingEvent event = codec().read(envelope(codec().encode(ORDER, metadata(), trace())));

    assertEquals("Order Placed", event.head().name().detailType());
    assertEquals("grocer.shop", event.head().name().source());
    assertEquals(metadata(), event.head().metadata());
    assertEquals(trace(), event.head().traceContext());
    assertEquals(ORDER, event.detail(codec().reader(Order.class)));
    assertEquals(ORDER, event.detail(codec().reader(Order.class)), "read again");
  }

  @Test
  default void writesNoReservedMembersThatItIsNotGiven() {
    String json = codec().encode(ORDER, null, null).json();

    assertFalse(json.contains("_metadata") || json.contains("traceContext"), json);
    assertTrue(json.startsWith("{\"orderId\":\"ord-1\""), json);
  }

  /** Others publish without the reserved members; the envelope then has to do. */
  @Test
  default void readsEventsOfOthers() {
    IncomingEvent event = codec().read(envelope(detail("{\"orderId\":\"ord-2\"}")));

    assertNull(event.head().traceContext());
    assertEquals("Order Placed", event.head().name().detailType());
    assertEquals(new NarrowOrder("ord-2"), event.detail(codec().reader(NarrowOrder.class)));
  }

  /** JSON has no order. */
  @Test
  default void readsTheReservedMembersWhereverTheyStand() {
    String own = codec().encode(new NarrowOrder("ord-3"), null, null).json();
    String reserved = codec().encode(new NarrowOrder("x"), metadata(), null).json();
    String member = reserved.substring(1, reserved.indexOf(",\"orderId\""));
    String last = own.substring(0, own.length() - 1) + "," + member + "}";

    IncomingEvent event = codec().read(envelope(detail(last)));

    assertEquals(new NarrowOrder("ord-3"), event.detail(codec().reader(NarrowOrder.class)));
    assertEquals(metadata(), event.head().metadata());
  }

  @Test
  default void leavesOutWhatTheReaderDoesNotKnow() {
    IncomingEvent event = codec().read(envelope(codec().encode(ORDER, metadata(), null)));

    assertEquals(new NarrowOrder("ord-1"), event.detail(codec().reader(NarrowOrder.class)));
  }

  @Test
  default void givesTheDetailAsATreeWithoutTheReservedMembers() {
    IncomingEvent event = codec().read(envelope(codec().encode(ORDER, metadata(), trace())));

    assertFalse(event.detailTree().has("_metadata") || event.detailTree().has("traceContext"));
    assertEquals("ord-1", event.detailTree().path("orderId").textValue());
    assertTrue(event.envelopeTree().path("detail").has("_metadata"));
  }

  @Test
  default void takesReadyJsonAsItIs() {
    byte[] ready = "{\"n\":1.50,\"b\":[1, 2]}".getBytes(StandardCharsets.UTF_8);

    assertEquals("{\"n\":1.50,\"b\":[1, 2]}", codec().encode(ready, null, null).json());
  }

  @Test
  default void refusesADetailThatIsNoObject() {
    assertThrows(
        InvalidEventException.class, () -> codec().encode(List.of(1), metadata(), trace()));
    byte[] text = "\"text\"".getBytes(StandardCharsets.UTF_8);
    assertThrows(InvalidEventException.class, () -> codec().encode(text, metadata(), null));
  }

  @Test
  default void refusesADetailThatHasAReservedMemberAlready() {
    byte[] taken = "{\"_metadata\":{}}".getBytes(StandardCharsets.UTF_8);

    assertThrows(InvalidEventException.class, () -> codec().encode(taken, metadata(), null));
  }

  @Test
  default void refusesWhatIsNoEnvelope() {
    for (String text : List.of("", "nothing", "[]", "{}", "{\"detail\":{}}", envelope("[1]"))) {
      assertThrows(MalformedEventException.class, () -> readAll(text), text);
    }
  }

  @Test
  default void refusesADetailThatDoesNotFit() {
    IncomingEvent event = codec().read(envelope(detail("{\"orderId\":{\"a\":1}}")));
    EventCodec.DetailReader reader = codec().reader(NarrowOrder.class);

    assertThrows(MalformedEventException.class, () -> event.detail(reader));
  }

  @Test
  default void worksOnManyThreadsAtOnce() throws Exception {
    EventCodec.DetailReader reader = codec().reader(Order.class);
    Race<Object> race =
        Race.of(
            8,
            () -> {
              Object last = "";
              for (int i = 0; i < 200; i++) {
                EncodedDetail written = codec().encode(ORDER, metadata(), trace());
                last = codec().read(envelope(written)).detail(reader);
              }
              return last;
            });

    assertEquals(8, race.count(ORDER::equals));
  }

  private void readAll(String text) {
    codec().read(text).detail(codec().reader(NarrowOrder.class));
  }

  private static EncodedDetail detail(String json) {
    return EncodedDetail.of(json.getBytes(StandardCharsets.UTF_8));
  }

  private static String envelope(EncodedDetail detail) {
    return envelope(detail.json());
  }

  private static String envelope(String detail) {
    return "{\"version\":\"0\",\"id\":\"e-1\",\"detail-type\":\"Order Placed\",\"source\":\"grocer.shop\","
        + "\"account\":\"111111111111\",\"time\":\"2026-11-23T06:00:00Z\",\"region\":\"us-east-1\","
        + "\"resources\":[],\"detail\":"
        + detail
        + "}";
  }

  private static EventMetadata metadata() {
    return new EventMetadata(
        new EventId(new UUID(0x7000, 1)),
        7,
        Instant.parse("2026-11-23T06:00:00.123Z"),
        "shop",
        "2.3.1",
        "111111111111",
        "corr-1",
        new EventId(new UUID(0x7000, 2)),
        1,
        null);
  }

  private static TraceContext trace() {
    return new TraceContext(
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "vendor=1", "user=plus");
  }
}
