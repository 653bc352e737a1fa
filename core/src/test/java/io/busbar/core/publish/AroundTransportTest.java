// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.core.BusbarConfig;
import io.busbar.core.OutgoingEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AroundTransportTest {
  private final List<String> trail = new ArrayList<>();
  private final EventTransport transport =
      entries -> {
        trail.add("send");
        return CompletableFuture.completedFuture(List.of());
      };

  @Test
  void standsAroundRequestsInTheOrderOfTheSlots() {
    PublishPipeline pipeline =
        PublishPipeline.of(
            BusbarConfig.of("shop"),
            new Wrapping(PublishSlot.VALIDATE),
            new Wrapping(PublishSlot.TRACE));

    assertThat(pipeline.around(transport).send(List.of())).isCompleted();

    assertThat(trail).containsExactly("VALIDATE", "TRACE", "send");
  }

  @Test
  void isTheTransportItselfWhenNobodyWantsToStandThere() {
    assertThat(PublishPipeline.of(BusbarConfig.of("shop")).around(transport)).isSameAs(transport);
  }

  @ParameterizedTest
  @EnumSource(PublishKind.class)
  void hasTheAttachmentOfTheInterceptorThatSawTheEvent(PublishKind kind) {
    PublishPipeline pipeline =
        PublishPipeline.of(BusbarConfig.of("shop"), new Wrapping(PublishSlot.TRACE));
    OutgoingEvent event = OutgoingEvent.builder("grocer.shop", "Counted", Map.of()).build();

    Entry entry = pipeline.prepare(event, "central-bus", kind).entry();

    assertThat(entry.attachment()).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 1", "65536, 1", "65537, 2", "1048575, 16"})
  void isBilledByChunksOf64Kilobytes(int size, int chunks) {
    assertThat(Entry.billedChunks(size)).isEqualTo(chunks);
  }

  /** Leaves its traces. */
  private final class Wrapping implements PublishInterceptor {
    private final PublishSlot slot;

    Wrapping(PublishSlot slot) {
      this.slot = slot;
    }

    @Override
    public PublishSlot slot() {
      return slot;
    }

    @Override
    public void intercept(EventDraft draft) {
      draft.attachment(draft.kind());
    }

    @Override
    public EventTransport around(EventTransport inner) {
      return entries -> {
        trail.add(slot.name());
        return inner.send(entries);
      };
    }
  }
}
