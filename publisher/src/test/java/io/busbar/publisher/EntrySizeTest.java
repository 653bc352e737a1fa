// SPDX-License-Identifier: Apache-2.0
package io.busbar.publisher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.core.EncodedDetail;
import io.busbar.core.EventName;
import io.busbar.core.publish.Entry;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

/** The sizes by which requests are packed, against AWS's formula written down a second time. */
class EntrySizeTest {

  @Property
  void followsTheFormulaOfTheUserGuideForAnyText(
      @ForAll @StringLength(max = 100) String detailType,
      @ForAll String detail,
      @ForAll @Size(max = 3) List<String> resources,
      @ForAll boolean timed) {
    EventName name = new EventName("grocer.é€𝄞", "T" + detailType);
    EncodedDetail json = EncodedDetail.of(detail.getBytes(UTF_8));
    Instant time = timed ? Instant.EPOCH : null;
    Entry entry =
        new Entry(Events.id(1), name, "bus", json, resources, time, null, null, null, null);

    int expected =
        (timed ? 14 : 0)
            + name.source().getBytes(UTF_8).length
            + name.detailType().getBytes(UTF_8).length
            + detail.getBytes(UTF_8).length
            + resources.stream().mapToInt(resource -> resource.getBytes(UTF_8).length).sum();
    assertThat(entry.size()).isEqualTo(expected);
  }

  @Property
  void countsNeitherTheBusNorTheTraceHeader(
      @ForAll @CharRange(from = 'a', to = 'z') @StringLength(min = 1, max = 40) String text) {
    EncodedDetail json = EncodedDetail.of("{}".getBytes(UTF_8));
    Entry bare = Entry.of(Events.id(1), Events.NAME, "b", json);
    Entry more =
        new Entry(Events.id(1), Events.NAME, text, json, List.of(), null, text, null, text, null);

    assertThat(more.size()).isEqualTo(bare.size());
  }
}
