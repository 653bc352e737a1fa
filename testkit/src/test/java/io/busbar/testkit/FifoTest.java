// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class FifoTest {
  private final VirtualClock clock = VirtualClock.create();
  private final InMemoryOrganization aws =
      InMemoryOrganization.builder().time(clock).seed(42).build();
  private final Region region = aws.account("999999999999").region();
  private final Queue queue = region.queue("payments.fifo");

  @Test
  void holdsBackAGroupWhileOneOfItsMessagesIsInFlight() {
    send("a1", "a");
    send("a2", "a");
    send("b1", "b");

    List<Message> first = queue.receive(1);
    assertThat(bodies(first)).containsExactly("a1");
    assertThat(bodies(queue.receive(10))).containsExactly("b1");
    assertThat(queue.receive(10)).isEmpty();

    queue.delete(first.get(0).receiptHandle());
    assertThat(bodies(queue.receive(10))).containsExactly("a2");
  }

  @Test
  void givesSeveralMessagesOfAGroupToOneRequest() {
    send("a1", "a");
    send("b1", "b");
    send("a2", "a");

    assertThat(bodies(queue.receive(10))).containsExactly("a1", "b1", "a2");
  }

  @Test
  void keepsTheOrderWhenAMessageComesBack() {
    send("a1", "a");
    send("a2", "a");
    queue.receive(1);

    clock.advance(Duration.ofSeconds(30));

    assertThat(bodies(queue.receive(10))).containsExactly("a1", "a2");
  }

  @Test
  void knowsAMessageAgainForFiveMinutes() {
    String id = send("a1", "a");
    assertThat(send("a1", "a")).isEqualTo(id);
    clock.advance(Duration.ofMinutes(5).minusMillis(1));
    assertThat(send("a1", "a")).isEqualTo(id);
    assertThat(queue.counts().available()).isEqualTo(1);

    clock.advance(Duration.ofMillis(1));
    assertThat(send("a1", "a")).isNotEqualTo(id);
    assertThat(queue.counts().available()).isEqualTo(2);
  }

  @Test
  void knowsMessagesByTheirBodiesWhenItIsToldSo() {
    queue.settings(QueueSettings.DEFAULT.withContentBasedDeduplication(true));
    OutgoingMessage message = OutgoingMessage.of("same").withGroup(MessageGroup.of("a"));
    queue.send(message);
    queue.send(message);

    MessageGroup group = queue.receive(10).get(0).group();

    assertThat(queue.receive(10)).isEmpty();
    assertThat(group)
        .isEqualTo(
            new MessageGroup(
                "a",
                "0967115f2813a3541eaef77de9d9d5773f1c0c04314b0bbfe4ff3b3b1c55b5d5",
                "18800000000000000000"));
  }

  @Test
  void knowsAMessageAgainWithinItsGroupOnlyWhenItIsToldSo() {
    OutgoingMessage a = OutgoingMessage.of("x").withGroup(MessageGroup.of("a", "1"));
    OutgoingMessage b = OutgoingMessage.of("x").withGroup(MessageGroup.of("b", "1"));
    assertThat(queue.send(a)).isEqualTo(queue.send(b));

    queue.settings(
        QueueSettings.DEFAULT.withFifo(
            new FifoSettings(
                false,
                FifoSettings.DeduplicationScope.MESSAGE_GROUP,
                FifoSettings.ThroughputLimit.PER_MESSAGE_GROUP_ID)));

    assertThat(queue.sendForResult(a)).isNotEqualTo(queue.sendForResult(b));
    assertThat(queue.sendForResult(a)).isEqualTo(queue.sendForResult(a));
    assertThat(queue.counts().available()).isEqualTo(3);
  }

  @Test
  void refusesALimitByGroupWithoutDeduplicationByGroup() {
    assertRefused(
        () ->
            new FifoSettings(
                false,
                FifoSettings.DeduplicationScope.QUEUE,
                FifoSettings.ThroughputLimit.PER_MESSAGE_GROUP_ID),
        "InvalidAttributeValue",
        "Invalid value for the parameter FifoThroughputLimit. Reason: To set FifoThroughputLimit to perMessageGroupId, the DeduplicationScope must be messageGroup.");
  }

  @Test
  void getsTheEventsOfARuleInTheTargetsGroup() {
    queue.settings(QueueSettings.DEFAULT.withContentBasedDeduplication(true));
    region.bus("default").rule("all").pattern("{\"version\":[\"0\"]}").to(queue);

    region.putEvents(List.of(PutEventsEntry.of("s", "a", "{}"), PutEventsEntry.of("s", "b", "{}")));

    assertThat(queue.receive(10))
        .extracting(message -> message.group().id())
        .containsExactly("all", "all");
  }

  @Test
  void getsNoEventsWithoutContentBasedDeduplication() {
    region
        .bus("default")
        .rule("all")
        .pattern("{\"version\":[\"0\"]}")
        .target(Target.ofGroup("t", queue.arn(), "g"));

    region.putEvents(List.of(PutEventsEntry.of("s", "a", "{}")));

    assertThat(aws.journal().failed())
        .extracting(JournalEntry::step)
        .containsExactly(
            new JournalEntry.Failed(
                "all",
                queue.arn(),
                Layer.INPUT,
                "INVALID_PARAMETER",
                "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly"));
  }

  @Test
  void keepsGroupsInItsDeadLetterQueue() {
    Queue dead = region.queue("payments-dlq.fifo");
    queue.deadLetters(dead, 1);
    send("a1", "a");
    queue.receive(1);
    clock.advance(Duration.ofSeconds(30));
    queue.receive(1);

    assertThat(dead.receive(1)).extracting(message -> message.group().id()).containsExactly("a");
  }

  @Test
  void refusesWhatSqsRefuses() {
    assertRefused(
        () -> queue.send("x"),
        "MissingParameter",
        "The request must contain the parameter MessageGroupId.");
    assertRefused(
        () -> queue.send(OutgoingMessage.of("x").withGroup(MessageGroup.of("a"))),
        "InvalidParameterValue",
        "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly");
    assertRefused(
        () -> send("x", "a b"),
        "InvalidParameterValue",
        "Value a b for parameter MessageGroupId is invalid. Reason: MessageGroupId can only include alphanumeric and punctuation characters. 1 to 128 in length.");
    assertRefused(
        () ->
            queue.send(
                new OutgoingMessage(
                    "x", Map.of(), Duration.ofSeconds(1), null, MessageGroup.of("a", "x"))),
        "InvalidParameterValue",
        "Value 1 for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid for this queue type.");
    assertRefused(
        () ->
            region
                .queue("standard")
                .send(OutgoingMessage.of("x").withGroup(MessageGroup.of("a", "x"))),
        "InvalidParameterValue",
        "Value x for parameter MessageDeduplicationId is invalid. Reason: The request include parameter that is not valid for this queue type.");
  }

  private String send(String body, String group) {
    return queue.send(OutgoingMessage.of(body).withGroup(MessageGroup.of(group, body)));
  }

  private static List<String> bodies(List<Message> messages) {
    return messages.stream().map(Message::body).toList();
  }

  private static void assertRefused(ThrowingCallable call, String code, String text) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(AwsErrorException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessage(text);
  }
}
