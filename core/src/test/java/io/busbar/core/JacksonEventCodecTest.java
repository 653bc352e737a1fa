// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.Reader;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JacksonEventCodecTest {

  interface Shape {}

  record OrderPlaced(String orderId, int total) {}

  record Trusting(Map<String, Object> members) {
    Trusting {
      members = Map.copyOf(members);
    }
  }

  @Test
  void refusesATypeThatNothingCanBeReadInto() {
    assertThatThrownBy(() -> JacksonEventCodec.create().reader(Shape.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Jackson cannot read a detail into io.busbar.core.JacksonEventCodecTest$Shape: "
                + "Cannot construct instance of `io.busbar.core.JacksonEventCodecTest$Shape` (no Creators, like default "
                + "constructor, exist): abstract types either need to be mapped to concrete types, have custom "
                + "deserializer, or contain additional type information. "
                + "Use a record, or a class with a constructor that Jackson finds.");
  }

  @Test
  void acceptsTypesThatOnlyTheEmptyObjectDoesNotSuit() {
    EventCodec codec = JacksonEventCodec.create();

    assertThat(codec.reader(OrderPlaced.class).type()).isEqualTo(OrderPlaced.class);
    assertThat(codec.reader(Trusting.class).type()).isEqualTo(Trusting.class);
  }

  @Test
  void readsItsOwnOrderWithOneParser() {
    AtomicInteger parsers = new AtomicInteger();
    EventCodec codec = counting(parsers);
    EventCodec.DetailReader reader = codec.reader(OrderPlaced.class);
    String text =
        EnvelopeText.of(
            "{\"_metadata\":{\"id\":\"01999f3e-0000-7000-8000-000000000001\"},"
                + "\"traceContext\":{\"traceparent\":\"t\"},\"orderId\":\"o\",\"total\":1}");
    parsers.set(0);

    IncomingEvent event = codec.read(text);
    Object first = event.detail(reader);

    assertThat(parsers).hasValue(1);
    assertThat(event.detail(reader)).isEqualTo(first).isEqualTo(new OrderPlaced("o", 1));
    assertThat(parsers).hasValue(2);
  }

  @Test
  void readsForeignEventsWithOneParserToo() {
    AtomicInteger parsers = new AtomicInteger();
    EventCodec codec = counting(parsers);
    EventCodec.DetailReader reader = codec.reader(OrderPlaced.class);
    parsers.set(0);

    codec.read(EnvelopeText.of("{\"orderId\":\"o\",\"total\":1}")).detail(reader);

    assertThat(parsers).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"orderId\":\"o\",\"total\":1,\"_metadata\":{\"id\":\"a\"}}",
        "{\"_metadata\":{\"id\":\"a\"},\"orderId\":\"o\",\"total\":1}"
      })
  void readsAnyOtherOrderOrFormWithOneMore(String detail) {
    AtomicInteger parsers = new AtomicInteger();
    EventCodec codec = counting(parsers);
    EventCodec.DetailReader reader = codec.reader(OrderPlaced.class);
    parsers.set(0);

    codec.read(EnvelopeText.of(detail)).detail(reader);

    assertThat(parsers).hasValue(2);
  }

  private static EventCodec counting(AtomicInteger parsers) {
    return JacksonEventCodec.of(JsonMapper.builder(new CountingFactory(parsers)).build());
  }

  private static final class CountingFactory extends JsonFactory {
    private static final long serialVersionUID = 1L;
    private final AtomicInteger parsers;

    CountingFactory(AtomicInteger parsers) {
      this.parsers = parsers;
    }

    @Override
    public JsonFactory copy() {
      return this;
    }

    @Override
    protected JsonParser _createParser(Reader reader, IOContext context) throws IOException {
      parsers.incrementAndGet();
      return super._createParser(reader, context);
    }

    @Override
    protected JsonParser _createParser(
        char[] data, int offset, int length, IOContext context, boolean recyclable)
        throws IOException {
      parsers.incrementAndGet();
      return super._createParser(data, offset, length, context, recyclable);
    }
  }
}
