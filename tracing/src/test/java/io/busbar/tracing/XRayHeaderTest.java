// SPDX-License-Identifier: Apache-2.0
package io.busbar.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XRayHeaderTest {
  private static final String HEADER =
      "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";
  private static final SpanContext CONTEXT =
      SpanContext.createFromRemoteParent(
          "5759e988bd862e3fe1be46a994272793",
          "53995c3f42cd8ad8",
          TraceFlags.getSampled(),
          TraceState.getDefault());

  @Test
  void readsAndWritesTheHeader() {
    assertThat(XRayHeader.parse(HEADER).context()).isEqualTo(CONTEXT);
    assertThat(XRayHeader.format(CONTEXT)).isEqualTo(HEADER).hasSizeLessThanOrEqualTo(500);
  }

  @ParameterizedTest
  @CsvSource({
    "'Sampled=0; Parent=53995c3f42cd8ad8; Root=1-5759e988-bd862e3fe1be46a994272793', false",
    "'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=?', false",
    "'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1;Lineage=a87bd80c:0', true"
  })
  void readsFieldsInAnyOrderAndAmongOthers(String header, boolean sampled) {
    SpanContext context = XRayHeader.parse(header).context();

    assertThat(context.getSpanId()).isEqualTo("53995c3f42cd8ad8");
    assertThat(context.isSampled()).isEqualTo(sampled);
  }

  @Test
  void hasNoParentWhenOnlyTheRootIsThere() {
    XRayHeader header = XRayHeader.parse("Root=1-5759e988-bd862e3fe1be46a994272793");

    assertThat(header.traceId()).isEqualTo("5759e988bd862e3fe1be46a994272793");
    assertThat(header.context()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Self=1-5759e988-bd862e3fe1be46a994272793",
        "Root=2-5759e988-bd862e3fe1be46a994272793",
        "Root=1-5759e988-bd862e3fe1be46a99427279",
        "Root=1-5759e9888bd862e3fe1be46a994272793",
        "Root=1-00000000-000000000000000000000000",
        "Root=1-5759E988-bd862e3fe1be46a994272793"
      })
  void refusesWhatHasNoValidRoot(String header) {
    assertThat(XRayHeader.parse(header)).isNull();
  }

  @Test
  void isUsedWhenTheApplicationUsesXRay() {
    OpenTelemetry without = OpenTelemetrySdk.builder().build();
    OpenTelemetry with =
        OpenTelemetrySdk.builder()
            .setPropagators(ContextPropagators.create(new XRayPropagator()))
            .build();

    assertThat(new XRaySwitch(XRay.AUTO, Map.of()).isOn(without)).isFalse();
    assertThat(new XRaySwitch(XRay.AUTO, Map.of()).isOn(with)).isTrue();
    assertThat(new XRaySwitch(XRay.AUTO, Map.of("AWS_XRAY_DAEMON_ADDRESS", "x")).isOn(without))
        .isTrue();
    assertThat(new XRaySwitch(XRay.NEVER, Map.of()).isOn(with)).isFalse();
    assertThat(new XRaySwitch(XRay.ALWAYS, Map.of()).isOn(without)).isTrue();
  }

  /** Only its field matters. */
  private static final class XRayPropagator implements TextMapPropagator {
    @Override
    public List<String> fields() {
      return List.of("X-Amzn-Trace-Id");
    }

    @Override
    public <C> void inject(Context context, C carrier, TextMapSetter<C> setter) {}

    @Override
    public <C> Context extract(Context context, C carrier, TextMapGetter<C> getter) {
      return context;
    }
  }
}
