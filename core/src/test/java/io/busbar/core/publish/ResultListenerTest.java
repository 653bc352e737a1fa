// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.core.BusbarConfig;
import io.busbar.core.EventId;
import io.busbar.core.InvalidEventException;
import io.busbar.core.OutgoingEvent;
import io.busbar.core.PublishResult;
import io.busbar.core.Remedy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ResultListenerTest {
  private static final EventId ID = new EventId(new UUID(0, 7));
  private final List<PublishResult> heard = new ArrayList<>();

  @Test
  void hearsOfTheRefusalOfALaterInterceptor() {
    InvalidEventException refusal =
        new InvalidEventException("SchemaViolation", "The field 'cents' is negative.");

    assertThatThrownBy(() -> pipeline(refusal).prepare(event(), "central-bus")).isSameAs(refusal);
    assertThat(heard)
        .containsExactly(
            new PublishResult.Rejected(
                ID, "SchemaViolation", "The field 'cents' is negative.", Remedy.FIX_EVENT));
  }

  @Test
  void hearsOfAFaultOfALaterInterceptorUnderTheNameOfItsException() {
    IllegalStateException fault = new IllegalStateException("The registry is closed.");

    assertThatThrownBy(() -> pipeline(fault).prepare(event(), "central-bus")).isSameAs(fault);
    assertThat(heard)
        .containsExactly(
            new PublishResult.Rejected(
                ID, "IllegalStateException", "The registry is closed.", Remedy.FIX_EVENT));
  }

  @Test
  void hearsOfADetailThatTheCodecRefuses() {
    PublishPipeline pipeline =
        PublishPipeline.of(
            BusbarConfig.of("payment"), at(PublishSlot.TRACE, draft -> draft.onResult(heard::add)));
    OutgoingEvent noObject =
        OutgoingEvent.builder("grocer.payment", "PaymentCharged", List.of(1)).id(ID).build();

    assertThatThrownBy(() -> pipeline.prepare(noObject, "central-bus"))
        .isInstanceOf(InvalidEventException.class);
    assertThat(heard)
        .singleElement()
        .isInstanceOfSatisfying(
            PublishResult.Rejected.class,
            rejected -> assertThat(rejected.code()).isEqualTo("MalformedDetail"));
  }

  @Test
  void hearsNothingFromThePipelineWhenTheEventIsFinished() {
    PublishPipeline pipeline =
        PublishPipeline.of(
            BusbarConfig.of("payment"), at(PublishSlot.TRACE, draft -> draft.onResult(heard::add)));

    PreparedEvent prepared = pipeline.prepare(event(), "central-bus");
    assertThat(heard).isEmpty();

    prepared.completed(new PublishResult.Accepted(ID, "bus-1"));
    assertThat(heard).containsExactly(new PublishResult.Accepted(ID, "bus-1"));
  }

  private PublishPipeline pipeline(RuntimeException thrown) {
    return PublishPipeline.of(
        BusbarConfig.of("payment"),
        at(PublishSlot.TRACE, draft -> draft.onResult(heard::add)),
        at(
            PublishSlot.VALIDATE,
            draft -> {
              throw thrown;
            }));
  }

  private static OutgoingEvent event() {
    return OutgoingEvent.builder("grocer.payment", "PaymentCharged", Map.of("cents", 1))
        .id(ID)
        .build();
  }

  private static PublishInterceptor at(PublishSlot slot, Consumer<EventDraft> action) {
    return new PublishInterceptor() {
      @Override
      public PublishSlot slot() {
        return slot;
      }

      @Override
      public void intercept(EventDraft draft) {
        action.accept(draft);
      }
    };
  }
}
