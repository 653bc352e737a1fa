// SPDX-License-Identifier: Apache-2.0
package io.busbar.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.core.handler.HandlerResult;
import io.busbar.core.handler.Outcome;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

class DeadLetterAttributesTest {

  @Test
  void keepsTheOwnAttributesFirstWhenThereAreMoreThanTen() {
    Map<String, MessageAttributeValue> original = new TreeMap<>();
    for (char name = 'a'; name <= 'j'; name++) {
      original.put(String.valueOf(name), text("original"));
    }

    assertThat(DeadLetterAttributes.of(message("{}", original), result("no stock"), "orders"))
        .containsOnlyKeys(
            "busbar.reason",
            "busbar.handler",
            "busbar.attempts",
            "busbar.error",
            "busbar.digest",
            "busbar.message-id",
            "busbar.sent-at",
            "busbar.queue",
            "a",
            "b");
  }

  @Test
  void tellsWhenTheOriginalWasSentAndHowOftenItWasTried() {
    var attributes = DeadLetterAttributes.of(message("{}", Map.of()), result("no stock"), "orders");

    assertThat(attributes.get("busbar.sent-at")).isEqualTo(text("2026-11-23T06:00:00.123Z"));
    assertThat(attributes.get("busbar.attempts"))
        .isEqualTo(MessageAttributeValue.builder().dataType("Number").stringValue("3").build());
  }

  @Test
  void replacesWhatSqsDoesNotTakeInAText() {
    var attributes =
        DeadLetterAttributes.of(
            message("{}", Map.of()), result("a\u0000b\uD800c\uFFFFd\té\uD83D\uDE00"), "orders");

    assertThat(attributes.get("busbar.reason").stringValue()).isEqualTo("a?b?c?d\té\uD83D\uDE00");
  }

  @Test
  void leavesOutWhatWouldMakeTheLetterTooLarge() {
    String body = "x".repeat(1_048_576 - 40);

    assertThat(DeadLetterAttributes.of(message(body, Map.of()), result("no stock"), "orders"))
        .containsOnlyKeys("busbar.reason");
  }

  @Test
  void prefersTheNewReasonOfALetterThatWasDeadBefore() {
    Message message = message("{}", Map.of("busbar.reason", text("old")));

    assertThat(DeadLetterAttributes.of(message, result("new"), "orders").get("busbar.reason"))
        .isEqualTo(text("new"));
  }

  private static HandlerResult result(String reason) {
    return new HandlerResult(
        "billing", 3, new Outcome.DeadLetter(reason, new IllegalStateException()));
  }

  private static Message message(String body, Map<String, MessageAttributeValue> attributes) {
    return Message.builder()
        .messageId("m-1")
        .body(body)
        .attributes(Map.of(MessageSystemAttributeName.SENT_TIMESTAMP, "1795413600123"))
        .messageAttributes(attributes)
        .build();
  }

  private static MessageAttributeValue text(String value) {
    return MessageAttributeValue.builder().dataType("String").stringValue(value).build();
  }
}
