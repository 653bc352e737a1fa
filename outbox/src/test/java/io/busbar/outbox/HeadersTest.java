// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.core.TraceContext;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class HeadersTest {
  @Test
  void writesOneReadableLineEach() {
    TraceContext context = new TraceContext("00-4bf9-00f0-01", "vendor=1", "userId=1");
    Instant time = Instant.parse("2026-11-23T06:00:00.123Z");
    Headers headers = new Headers(List.of("arn:a", "arn:b"), time, "Root=1-5759", context);

    assertThat(headers.text())
        .isEqualTo(
            """
            resource: arn:a
            resource: arn:b
            time: 2026-11-23T06:00:00.123Z
            trace-header: Root=1-5759
            traceparent: 00-4bf9-00f0-01
            tracestate: vendor=1
            baggage: userId=1
            """);
    assertThat(Headers.parse(headers.text())).isEqualTo(headers);
  }

  @Test
  void writesNothingForAnEntryWithoutAny() {
    Headers none = new Headers(List.of(), null, null, null);

    assertThat(none.text()).isNull();
    assertThat(Headers.parse(null)).isEqualTo(none);
  }

  @Test
  void skipsWhatANewerVersionHasWritten() {
    assertThat(Headers.parse("shape: round\nresource: arn:a\n").resources())
        .containsExactly("arn:a");
  }

  @Property(tries = 300)
  void readsBackWhatItHasWritten(@ForAll @Size(max = 3) List<String> resources) {
    Headers headers = new Headers(resources, null, null, null);

    assertThat(Headers.parse(headers.text())).isEqualTo(headers);
  }
}
