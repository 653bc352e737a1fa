// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.tracing;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.busbar.benchmarks.harness.Figures;
import io.busbar.benchmarks.harness.Rounds;
import io.busbar.core.BusbarConfig;
import io.busbar.core.EncodedDetail;
import io.busbar.core.JacksonEventCodec;
import io.busbar.core.PublishResult;
import io.busbar.core.TraceContext;
import io.busbar.core.publish.PreparedEvent;
import io.busbar.core.publish.PublishPipeline;
import io.busbar.tracing.ContextRoundTrip;
import io.busbar.tracing.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** One thread, no network. */
public final class TracingComparison {
  private static final BusbarConfig CONFIG = BusbarConfig.of("customer-web");
  private static final SpanContext SPAN =
      SpanContext.create(
          "4bf92f3577b34da6a3ce929d0e0e4736",
          "00f067aa0ba902b7",
          TraceFlags.getSampled(),
          TraceState.getDefault());

  private TracingComparison() {}

  public static void main(String[] arguments) throws Exception {
    propagation();
    splicing();
    publishing();
    AllocationBenchmark.run();
  }

  private static void propagation() throws Exception {
    Context context = Context.root().with(Span.wrap(SPAN));
    Map<String, Figures> nanos =
        Rounds.standard()
            .contender("ours", new Loop(() -> ContextRoundTrip.of(SPAN)))
            .contender("propagator", new Loop(() -> HeaderCarrier.roundTrip(context)))
            .run();
    minus(nanos, "ours", "propagator").print("tracing.overhead-ns");
    requireNonNull(nanos.get("propagator")).print("tracing.propagator-ns");
  }

  /**
   * The context into a finished text of 600 bytes: spliced in front of it (of bytes after a check
   * that they are JSON), or as a member of its tree.
   */
  private static void splicing() throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    JacksonEventCodec codec = JacksonEventCodec.create();
    String ready = ready(mapper);
    byte[] bytes = ready.getBytes(StandardCharsets.UTF_8);
    EncodedDetail finished = EncodedDetail.of(ready);
    TraceContext trace =
        new TraceContext("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", null, null);
    Map<String, Figures> nanos =
        Rounds.standard()
            .contender("splice", new Loop(() -> codec.encode(finished, null, trace).json()))
            .contender("checked", new Loop(() -> codec.encode(bytes, null, trace).json()))
            .contender("reparse", new Loop(() -> reparse(mapper, ready, trace)))
            .run();
    Figures reparse = requireNonNull(nanos.get("reparse"));
    reparse.over(requireNonNull(nanos.get("splice"))).print("tracing.splice-vs-reparse");
    reparse.over(requireNonNull(nanos.get("checked"))).print("tracing.checked-splice-vs-reparse");
    nanos.forEach((side, each) -> each.print("tracing.splice-ns." + side));
  }

  private static String ready(ObjectMapper mapper) {
    ObjectNode detail = mapper.valueToTree(OrderPlaced.sample());
    var items = detail.putArray("items");
    for (int i = 0; i < 8; i++) {
      items.addObject().put("item", "item-" + i).put("quantity", i).put("price", 12.99);
    }
    return detail.toString();
  }

  private static Object reparse(ObjectMapper mapper, String ready, TraceContext trace) {
    try {
      ObjectNode tree = (ObjectNode) mapper.readTree(ready);
      tree.putObject("traceContext").put("traceparent", trace.traceparent());
      return mapper.writeValueAsString(tree);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /**
   * From the record to the finished entry and its fate, with a span that is recorded and handed
   * over, and without tracing.
   */
  private static void publishing() throws Exception {
    OpenTelemetrySdk recording =
        OpenTelemetrySdk.builder()
            .setTracerProvider(
                SdkTracerProvider.builder()
                    .setSampler(Sampler.alwaysOn())
                    .addSpanProcessor(new Taker())
                    .build())
            .build();
    Tracing tracing = Tracing.of(recording, CONFIG);
    PublishPipeline bare = PublishPipeline.of(CONFIG);
    PublishPipeline traced = PublishPipeline.of(CONFIG, List.of(tracing.publishing()));
    Map<String, Figures> nanos =
        Rounds.standard()
            .contender("bare", new Loop(() -> publish(bare)))
            .contender("traced", new Loop(() -> publish(traced)))
            .run();
    minus(nanos, "traced", "bare").print("tracing.publish-ns");
  }

  private static Object publish(PublishPipeline pipeline) {
    PreparedEvent prepared = pipeline.prepare(OrderPlaced.sample(), "central-bus");
    prepared.completed(new PublishResult.Accepted(prepared.entry().id(), "bus-1"));
    return prepared;
  }

  private static Figures minus(Map<String, Figures> figures, String more, String less) {
    List<Double> from = requireNonNull(figures.get(more)).rounds();
    List<Double> taken = requireNonNull(figures.get(less)).rounds();
    return new Figures(
        IntStream.range(0, from.size()).mapToObj(i -> from.get(i) - taken.get(i)).toList());
  }
}
