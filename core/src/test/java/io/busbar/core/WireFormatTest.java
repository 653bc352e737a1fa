// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds docs/wire-format.md and its JSON Schema to what the codec writes and reads. */
class WireFormatTest {
  private static final ObjectMapper EXACT =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();
  private static final Path DOCS = docs();
  private static final String PAGE = read("wire-format.md");
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(read("wire-format.schema.json"), InputFormat.JSON);
  private static final TraceContext TRACE =
      new TraceContext(
          "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "vendor=1", "tier=plus");

  private final EventCodec codec = JacksonEventCodec.create();

  record OrderPlaced(String orderId, BigDecimal total) {}

  @Test
  void showsWhatTheCodecWrites() throws IOException {
    EventId first = EventId.of("01999f3e-5b10-7c02-8f4e-2d6a9b7c3e05");
    EventMetadata metadata =
        new EventMetadata(
            EventId.of("01999f3e-6c4b-7d21-9a37-5f0c8e2b4d11"),
            7,
            Instant.parse("2026-11-23T06:00:00.123Z"),
            "customer-web",
            "2.3.1",
            "111111111111",
            first.toString(),
            first,
            1,
            new Actor("user-1", List.of("subscription:upgrade"), "https://identity.example"));
    OrderPlaced order = new OrderPlaced("ord-1a2b3c4d", new BigDecimal("45.99"));

    String written = codec.encode(order, metadata, TRACE).json();

    String shown = EXACT.readTree(block(0)).toString();
    assertThat(shown).isEqualTo(written);
    assertThat(mistakes(shown)).isEmpty();
  }

  @Test
  void showsTheSchemaThatStandsBesideIt() {
    assertThat(block(1)).isEqualTo(read("wire-format.schema.json"));
  }

  @Test
  void namesEveryMemberThatTheSchemaHas() throws IOException {
    JsonNode metadata =
        EXACT.readTree(read("wire-format.schema.json")).at("/properties/_metadata/properties");

    assertThat(metadata.fieldNames())
        .toIterable()
        .allSatisfy(member -> assertThat(PAGE).contains("\n| `" + member + "` | "));
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void describesEveryDetailThatTheCodecWrites(
      @ForAll("metadata") @Nullable EventMetadata metadata, @ForAll boolean traced) {
    TraceContext trace = traced ? TRACE : null;

    assertThat(mistakes(codec.encode(Map.of("a", 1), metadata, trace).json())).isEmpty();
    assertThat(mistakes(codec.encode(Map.of(), metadata, trace).json())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'_metadata':{}}",
        "{'_metadata':'x'}",
        "{'_metadata':{'id':'order-17','occurredAt':'2026-11-23T06:00:00Z','service':'s','correlationId':'c'}}",
        "{'_metadata':{'id':'01999f3e-6c4b-7d21-9a37-5f0c8e2b4d11','occurredAt':'yesterday','service':'s','correlationId':'c'}}",
        "{'_metadata':{'id':'01999f3e-6c4b-7d21-9a37-5f0c8e2b4d11','occurredAt':'2026-11-23T06:00:00+01:00','service':'s','correlationId':'c'}}",
        "{'_metadata':{'id':'01999f3e-6c4b-7d21-9a37-5f0c8e2b4d11','occurredAt':'2026-11-23T06:00:00Z','service':'s','correlationId':'c','schemaVersion':0}}",
        "{'_metadata':{'id':'01999f3e-6c4b-7d21-9a37-5f0c8e2b4d11','occurredAt':'2026-11-23T06:00:00Z','service':'s','correlationId':'c','account':'1'}}",
        "{'traceContext':{'traceparent':'t'}}",
        "{'traceContext':{}}",
        "[]"
      })
  void refusesWhatTheCodecWouldNotWrite(String detail) {
    assertThat(mistakes(detail.replace('\'', '"'))).isNotEmpty();
  }

  @Provide
  Arbitrary<EventMetadata> metadata() {
    Arbitrary<String> text = Arbitraries.strings().ofMinLength(1).ofMaxLength(10);
    Arbitrary<EventId> ids = Arbitraries.strings().ofMaxLength(10).map(EventId::of);
    Arbitrary<Actor> actors =
        Combinators.combine(text, text.list().ofMaxSize(2), text.injectNull(0.5)).as(Actor::new);
    return Combinators.combine(
            ids,
            Arbitraries.integers().between(0, 999_999_999),
            Arbitraries.longs().between(0, 4_102_444_800_000L).map(Instant::ofEpochMilli),
            text,
            Arbitraries.of("000000000000", "111111111111").injectNull(0.5),
            ids.injectNull(0.5),
            Arbitraries.integers().between(0, 40),
            actors.injectNull(0.5))
        .as(
            (id, version, at, service, account, causation, hops, actor) ->
                new EventMetadata(
                    id, version, at, service, account, account, service, causation, hops, actor))
        .injectNull(0.05);
  }

  private static List<String> mistakes(String detail) {
    return SCHEMA
        .validate(
            detail,
            InputFormat.JSON,
            execution -> execution.executionConfig(config -> config.formatAssertionsEnabled(true)))
        .stream()
        .map(Object::toString)
        .toList();
  }

  private static String block(int index) {
    Matcher blocks = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL).matcher(PAGE);
    return blocks.results().skip(index).findFirst().orElseThrow().group(1);
  }

  private static String read(String file) {
    try {
      return Files.readString(DOCS.resolve(file));
    } catch (IOException missing) {
      throw new java.io.UncheckedIOException(missing);
    }
  }

  /** Beside this module, wherever the build was started. */
  private static Path docs() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("docs/wire-format.md"))) {
      folder = folder.getParent();
    }
    return folder.resolve("docs");
  }
}
