// SPDX-License-Identifier: Apache-2.0
package io.busbar.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.core.JacksonEventCodec;
import io.busbar.core.TraceContext;
import io.busbar.core.handler.Delivery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExtractorTest {
  private static final int RANDOM_STRINGS =
      Boolean.getBoolean("busbar.exhaustive") ? 2_000_000 : 100_000;
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  /** The order of the places; each has a span id of its own. */
  private static final List<String> PLACES =
      List.of("event", "metadata", "detail", "envelope", "attribute", "xray", "datadog");

  @Test
  void takesTheFirstValidPlace() {
    for (int first = 0; first < PLACES.size(); first++) {
      Arrived arrived = new Arrived();
      for (int i = 0; i < PLACES.size(); i++) {
        arrived.put(PLACES.get(i), i < first ? "broken" : traceparent(i));
      }

      Extraction extraction = arrived.extract();

      assertThat(extraction.place()).isEqualTo(PLACES.get(first));
      assertThat(extraction.creation().getSpanId()).isEqualTo(spanId(first));
      assertThat(extraction.creation().getTraceId()).isEqualTo(TRACE);
      assertThat(extraction.creation().isRemote()).isTrue();
    }
  }

  @Test
  void findsEachPlaceAlone() {
    for (int i = 0; i < PLACES.size(); i++) {
      Arrived arrived = new Arrived();
      arrived.put(PLACES.get(i), traceparent(i));

      assertThat(arrived.extract().place()).isEqualTo(PLACES.get(i));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "event",
    "metadata",
    "detail",
    "envelope",
    "attribute",
    "datadog",
    "older",
    "xray-root"
  })
  void beginsAnewWithABareTraceId(String place) {
    Arrived arrived = new Arrived();
    arrived.put(place, TRACE);

    Extraction extraction = arrived.extract();

    assertThat(extraction.place()).isEqualTo("bare_trace_id");
    assertThat(extraction.bareTraceId()).isEqualTo(TRACE);
    assertThat(extraction.creation().isValid()).isFalse();
  }

  @Test
  void prefersAWholeContextToABareTraceId() {
    Arrived arrived = new Arrived();
    arrived.put("event", "0af7651916cd43dd8448eb211c80319c");
    arrived.put("attribute", traceparent(3));

    assertThat(arrived.extract().place()).isEqualTo("attribute");
  }

  @Test
  void tellsBrokenFromNothing() {
    Arrived broken = new Arrived();
    broken.put("event", "00-zz");
    Arrived brokenXRay = new Arrived();
    brokenXRay.attributes.put("AWSTraceHeader", "nonsense");

    assertThat(new Arrived().extract().place()).isEqualTo("none");
    assertThat(broken.extract().place()).isEqualTo("malformed");
    assertThat(brokenXRay.extract().place()).isEqualTo("malformed");
  }

  @Test
  void readsTracestateWithWhateverPlaceItBelongsTo() {
    Arrived arrived = new Arrived();
    arrived.put("datadog", traceparent(6));
    arrived.states.put("datadog", "dd=s:1");

    assertThat(arrived.extract().creation().getTraceState().get("dd")).isEqualTo("s:1");
  }

  @Test
  void bearsWhateverIsInTheBody() {
    for (String body :
        List.of(
            "",
            "traceparent",
            "[\"traceparent\"]",
            "{\"traceparent\":{},\"detail\":[\"traceparent\"]}",
            "{\"detail\":{\"_metadata\":7,\"_datadog\":{\"traceparent\":[[{}]]},\"x\":{\"traceparent\":\"y\"}",
            "{\"traceparent\":\"\\ud800\"}")) {
      assertThat(Extractor.extract(null, Delivery.of(body, "d")).creation().isValid())
          .as(body)
          .isFalse();
    }
  }

  @Test
  void neverThrowsForRandomStrings() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < RANDOM_STRINGS; i++) {
      String text = RandomHeaders.next(random);
      try {
        read(text);
      } catch (RuntimeException thrown) {
        throw new AssertionError("seed " + seed + ", string " + i + ": '" + text + "'", thrown);
      }
    }
  }

  private static void read(String text) {
    Delivery delivery =
        new Delivery(text, "d", 1, Map.of("AWSTraceHeader", text, "traceparent", text));
    Extraction extraction = Extractor.extract(new TraceContext(text, text, text), delivery);
    assertThat(extraction.place()).isNotEmpty();
    new BaggageFilter(java.util.Set.of("a"))
        .with(io.opentelemetry.context.Context.root(), extraction.baggage());
    W3cTraceState.parse(text);
  }

  private static String spanId(int number) {
    return "00000000000000a" + number;
  }

  private static String traceparent(int number) {
    return "00-" + TRACE + "-" + spanId(number) + "-01";
  }

  /** An event with contexts in some places. */
  private static final class Arrived {
    private final Map<String, String> contexts = new TreeMap<>();
    private final Map<String, String> states = new TreeMap<>();
    private final Map<String, String> attributes = new TreeMap<>();

    void put(String place, String traceparent) {
      switch (place) {
        case "attribute" -> attributes.put("traceparent", traceparent);
        case "xray" -> attributes.put("AWSTraceHeader", xray(traceparent));
        case "xray-root" -> attributes.put("AWSTraceHeader", root());
        default -> contexts.put(place, traceparent);
      }
    }

    private static String root() {
      return "Root=1-" + TRACE.substring(0, 8) + "-" + TRACE.substring(8);
    }

    private static String xray(String traceparent) {
      return traceparent.equals("broken")
          ? "broken"
          : root() + ";Parent=" + traceparent.substring(36, 52) + ";Sampled=1";
    }

    Extraction extract() {
      String body = body();
      TraceContext member = JacksonEventCodec.create().read(body).head().traceContext();
      return Extractor.extract(member, new Delivery(body, "d", 1, attributes));
    }

    private String body() {
      List<String> members = new ArrayList<>();
      members.add("\"_metadata\":{" + fields("metadata") + older() + "}");
      if (contexts.containsKey("event")) {
        members.add("\"traceContext\":{" + fields("event") + "}");
      }
      members.add("\"_datadog\":{" + fields("datadog") + "}");
      if (contexts.containsKey("detail")) {
        members.add(fields("detail"));
      }
      String envelope = contexts.containsKey("envelope") ? fields("envelope") + "," : "";
      return "{"
          + envelope
          + "\"version\":\"0\",\"id\":\"e-1\",\"detail-type\":\"T\",\"source\":\"s\",\"account\":\"111111111111\",\"time\":\"2026-11-23T06:00:00Z\",\"region\":\"us-east-1\",\"resources\":[],\"detail\":{"
          + String.join(",", members)
          + "}}";
    }

    private String older() {
      return contexts.containsKey("older") ? "\"traceId\":\"" + contexts.get("older") + "\"" : "";
    }

    private String fields(String place) {
      if (!contexts.containsKey(place)) {
        return "";
      }
      String state =
          states.containsKey(place) ? ",\"tracestate\":\"" + states.get(place) + "\"" : "";
      return "\"traceparent\":\"" + contexts.get(place) + "\"" + state;
    }
  }
}
