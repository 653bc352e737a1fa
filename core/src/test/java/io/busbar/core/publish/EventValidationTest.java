// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.core.BusbarConfig;
import io.busbar.core.EventName;
import io.busbar.core.EventType;
import io.busbar.core.EventValidator;
import io.busbar.core.Instruments;
import io.busbar.core.InvalidEventException;
import io.busbar.core.PublishResult;
import io.busbar.core.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EventValidationTest {
  private final List<String> judged = new ArrayList<>();
  private final List<String> counted = new ArrayList<>();
  private final EventValidator validator =
      (name, version, detail) -> {
        judged.add(name + " " + version + " " + detail.json());
        return detail.json().contains("o-1")
            ? List.of()
            : List.of(
                new Violation("$.orderId", "'17'", "pattern", "must match the pattern '^o-'"),
                new Violation(
                    "$.card", "(sensitive)", "maxLength", "must have at most 4 characters"));
      };
  private final BusbarConfig config =
      BusbarConfig.builder()
          .service("shop")
          .random(new Random(7))
          .instruments(
              new Instruments() {
                @Override
                public void eventInvalid(EventName name, String rule) {
                  counted.add(name + " " + rule);
                }
              })
          .build();

  @EventType(source = "grocer.shop", name = "Order Placed", version = 7, reservedMembers = false)
  record OrderPlaced(String orderId) {}

  @Test
  void judgesTheFinalBytes() {
    pipeline(InvalidEvents.REJECT).prepare(new OrderPlaced("o-1"), "bus");

    assertThat(judged).containsExactly("'Order Placed' from grocer.shop 7 {\"orderId\":\"o-1\"}");
    assertThat(counted).isEmpty();
  }

  @Test
  void refusesWithEveryViolation() {
    assertThatThrownBy(() -> pipeline(InvalidEvents.REJECT).prepare(new OrderPlaced("17"), "bus"))
        .isInstanceOfSatisfying(
            InvalidEventException.class,
            refused -> assertThat(refused.code()).isEqualTo("SchemaViolation"))
        .hasMessage(
            """
            'Order Placed' from grocer.shop breaks its schema:
              1. $.orderId is '17', but must match the pattern '^o-' (pattern).
              2. $.card is (sensitive), but must have at most 4 characters (maxLength).
            Correct the code that builds the event, or the constraint on its record.""");
    assertThat(counted)
        .containsExactly(
            "'Order Placed' from grocer.shop pattern", "'Order Placed' from grocer.shop maxLength");
  }

  @Test
  void letsWhoeverListensHearOfTheRefusal() {
    List<PublishResult> heard = new ArrayList<>();
    PublishPipeline pipeline =
        PublishPipeline.of(
            config,
            new PublishInterceptor() {
              @Override
              public PublishSlot slot() {
                return PublishSlot.TRACE;
              }

              @Override
              public void intercept(EventDraft draft) {
                draft.onResult(heard::add);
              }
            },
            EventValidation.of(config, validator, InvalidEvents.REJECT));

    assertThatThrownBy(() -> pipeline.prepare(new OrderPlaced("17"), "bus"));

    assertThat(heard)
        .singleElement()
        .isInstanceOfSatisfying(
            PublishResult.Rejected.class,
            rejected -> assertThat(rejected.code()).isEqualTo("SchemaViolation"));
  }

  @Test
  void publishesAndCountsWhenItOnlyWarns() {
    PublishPipeline pipeline = pipeline(InvalidEvents.WARN);

    PreparedEvent prepared = pipeline.prepare(new OrderPlaced("17"), "bus");
    pipeline.prepare(new OrderPlaced("18"), "bus");

    assertThat(prepared.entry().detail().json()).isEqualTo("{\"orderId\":\"17\"}");
    assertThat(counted).hasSize(4);
  }

  @Test
  void looksAtSomeEventsWhenItSamples() {
    PublishPipeline pipeline = pipeline(InvalidEvents.SAMPLE);

    for (int i = 0; i < 10_000; i++) {
      pipeline.prepare(new OrderPlaced("17"), "bus");
    }

    assertThat(judged).hasSizeBetween(50, 200);
    assertThat(counted).hasSize(2 * judged.size());
  }

  @Test
  void namesNoValueWhereItMayBeLogged() {
    assertThat(new Violation("$.orderId", "'17'", "pattern", "must match"))
        .hasToString("$.orderId (pattern)");
  }

  private PublishPipeline pipeline(InvalidEvents invalidEvents) {
    return PublishPipeline.of(config, EventValidation.of(config, validator, invalidEvents));
  }
}
