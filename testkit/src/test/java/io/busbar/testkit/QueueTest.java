// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class QueueTest {
  private final VirtualClock clock = VirtualClock.create();
  private final InMemoryOrganization aws = InMemoryOrganization.create(clock);
  private final Region region = aws.account("777777777777").region();
  private final Queue queue = region.queue("orders");

  @Test
  void forgetsMessagesAfterTheirRetention() {
    Queue dead = region.queue("retained-dlq");
    Queue retained = region.queue("retained").deadLetters(dead, 1);
    retained.send("old");
    clock.advance(Duration.ofDays(2));
    retained.send("young");

    clock.advance(Duration.ofDays(2));
    assertThat(retained.counts().available()).isEqualTo(2);
    retained.receive(1);
    clock.advance(Duration.ofNanos(1));
    assertThat(retained.counts()).isEqualTo(new QueueCounts(1, 0, 0));

    // In the dead-letter queue the time goes on counting from the first send.
    retained.receive(1);
    clock.advance(Duration.ofSeconds(30));
    retained.receive(1);
    assertThat(dead.counts().available()).isEqualTo(1);
    clock.advance(Duration.ofDays(2));
    assertThat(dead.counts().total()).isZero();
  }

  @Test
  void deliversInTheOrderOfArrival() {
    queue.send("a");
    clock.advance(Duration.ofMillis(1500));
    String b = queue.send("b");

    assertThat(queue.receive(10))
        .extracting(Message::body, Message::receiveCount, Message::sentAt)
        .containsExactly(
            tuple("a", 1, VirtualClock.START), tuple("b", 1, VirtualClock.START.plusMillis(1500)));
    assertThat(b).matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
  }

  @Test
  void hidesAMessageForTheVisibilityTimeOut() {
    queue.send("a");
    Message first = queue.receive(1).get(0);
    assertThat(queue.counts()).isEqualTo(new QueueCounts(0, 1, 0));

    clock.advance(Duration.ofSeconds(30).minusNanos(1));
    assertThat(queue.receive(1)).isEmpty();

    clock.advance(Duration.ofNanos(1));
    assertThat(queue.counts()).isEqualTo(new QueueCounts(1, 0, 0));
    Message again = queue.receive(1).get(0);
    assertThat(again.id()).isEqualTo(first.id());
    assertThat(again.receiveCount()).isEqualTo(2);
    assertThat(again.firstReceivedAt()).isEqualTo(VirtualClock.START);
    assertThat(again.receiptHandle()).isNotEqualTo(first.receiptHandle());
  }

  @Test
  void letsAReceiverAndTheQueueChooseTheVisibilityTimeOut() {
    queue.settings(QueueSettings.DEFAULT.withVisibilityTimeout(Duration.ofSeconds(5)));
    queue.send("a");
    queue.receive(1);
    clock.advance(Duration.ofSeconds(5));

    queue.receive(new ReceiveRequest(1, Duration.ofSeconds(60), Duration.ZERO)).join();
    clock.advance(Duration.ofSeconds(59));
    assertThat(queue.receive(1)).isEmpty();
    clock.advance(Duration.ofSeconds(1));
    assertThat(queue.receive(1)).hasSize(1);
  }

  @Test
  void deletesByTheNewestReceiptOnly() {
    queue.send("a");
    Message first = queue.receive(1).get(0);
    clock.advance(Duration.ofSeconds(30));
    Message second = queue.receive(1).get(0);

    queue.delete(first.receiptHandle());
    assertThat(queue.counts().total()).isEqualTo(1);

    queue.delete(second.receiptHandle());
    assertThat(queue.counts().total()).isZero();
    queue.delete(second.receiptHandle());
  }

  @Test
  void deletesAfterTheVisibilityTimeOutAsLongAsNobodyElseReceived() {
    queue.send("a");
    Message message = queue.receive(1).get(0);
    clock.advance(Duration.ofMinutes(1));

    queue.delete(message.receiptHandle());

    assertThat(queue.receive(1)).isEmpty();
  }

  @Test
  void refusesReceiptsThatItNeverGave() {
    Queue other = region.queue("other");
    other.send("a");
    String foreign = other.receive(1).get(0).receiptHandle();

    for (String handle : List.of("nonsense", "", "%%%", foreign)) {
      assertThatThrownBy(() -> queue.delete(handle))
          .isInstanceOfSatisfying(
              AwsErrorException.class,
              e -> assertThat(e.code()).isEqualTo("ReceiptHandleIsInvalid"))
          .hasMessage("The input receipt handle \"" + handle + "\" is not a valid receipt handle.");
    }
  }

  @Test
  void changesTheVisibilityFromNow() {
    queue.send("a");
    Message message = queue.receive(1).get(0);
    clock.advance(Duration.ofSeconds(20));

    queue.changeVisibility(message.receiptHandle(), Duration.ofSeconds(30));
    clock.advance(Duration.ofSeconds(29));
    assertThat(queue.receive(1)).isEmpty();

    queue.changeVisibility(message.receiptHandle(), Duration.ZERO);
    assertThat(queue.receive(1)).extracting(Message::receiveCount).containsExactly(2);
  }

  @Test
  void refusesToChangeTheVisibilityOfWhatIsNotInFlight() {
    queue.send("a");
    Message message = queue.receive(1).get(0);
    clock.advance(Duration.ofSeconds(30));

    assertThatThrownBy(() -> queue.changeVisibility(message.receiptHandle(), Duration.ofSeconds(1)))
        .isInstanceOfSatisfying(
            AwsErrorException.class, e -> assertThat(e.code()).isEqualTo("InvalidParameterValue"))
        .hasMessage(
            "Value "
                + message.receiptHandle()
                + " for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.");
  }

  @Test
  void keepsAMessageInFlightForTwelveHoursAtMost() {
    queue.send("a");
    Message message = queue.receive(1).get(0);
    clock.advance(Duration.ofSeconds(10));

    assertThatThrownBy(() -> queue.changeVisibility(message.receiptHandle(), Duration.ofHours(12)))
        .hasMessage("Total VisibilityTimeout for the message is beyond the limit [43200 seconds]");
    assertThatThrownBy(
            () -> queue.changeVisibility(message.receiptHandle(), Duration.ofSeconds(43_201)))
        .hasMessage(
            "Value 43201 for parameter VisibilityTimeout is invalid. Reason: Must be between 0 and 43200, if provided.");
    queue.changeVisibility(message.receiptHandle(), Duration.ofHours(12).minusSeconds(10));
  }

  @Test
  void movesAMessageAtTheReceiveAfterTheLastAllowedOne() {
    Queue dead = region.queue("orders-dlq");
    queue.deadLetters(dead, 2);
    String id =
        queue.send(
            new OutgoingMessage("a", Map.of("k", MessageAttribute.text("v")), null, "Root=1"));
    for (int i = 0; i < 2; i++) {
      assertThat(queue.receive(1)).hasSize(1);
      clock.advance(Duration.ofSeconds(30));
    }
    assertThat(dead.counts().total()).isZero();

    assertThat(queue.receive(1)).isEmpty();

    assertThat(queue.counts().total()).isZero();
    Message letter = dead.receive(1).get(0);
    assertThat(letter.id()).isEqualTo(id);
    assertThat(letter.receiveCount()).isEqualTo(3);
    assertThat(letter.sentAt()).isEqualTo(VirtualClock.START);
    assertThat(letter.attributes()).containsEntry("k", MessageAttribute.text("v"));
    assertThat(letter.traceHeader()).isEqualTo("Root=1");
    assertThat(letter.deadLetterSourceArn()).isEqualTo("arn:aws:sqs:us-east-1:777777777777:orders");
  }

  @Test
  void givesUpAMessageAgainInTheDeadLetterQueueOnlyAfterItsOwnCount() {
    Queue dead = region.queue("dead");
    Queue deader = region.queue("deader");
    queue.deadLetters(dead, 1);
    dead.deadLetters(deader, 1);
    queue.send("a");
    queue.receive(1);
    clock.advance(Duration.ofSeconds(30));
    queue.receive(1);

    assertThat(dead.receive(1)).hasSize(1);
    clock.advance(Duration.ofSeconds(30));
    assertThat(dead.receive(1)).isEmpty();
    assertThat(deader.counts().available()).isEqualTo(1);
  }

  @Test
  void keepsAMessageWhoseDeadLetterQueueIsGone() {
    Queue dead = region.queue("dead");
    queue.deadLetters(dead, 1);
    region.deleteQueue("dead");
    queue.send("a");
    queue.receive(1);
    clock.advance(Duration.ofSeconds(30));

    assertThat(queue.receive(1)).extracting(Message::receiveCount).containsExactly(2);
  }

  @Test
  void delaysAMessageByItsOwnDelayOrTheQueues() {
    queue.settings(QueueSettings.DEFAULT.withDelay(Duration.ofSeconds(10)));
    queue.send("queue's");
    queue.send(new OutgoingMessage("own", Map.of(), Duration.ofSeconds(5), null));
    queue.send(new OutgoingMessage("none", Map.of(), Duration.ZERO, null));
    assertThat(queue.counts()).isEqualTo(new QueueCounts(1, 0, 2));

    assertThat(queue.receive(10)).extracting(Message::body).containsExactly("none");
    clock.advance(Duration.ofSeconds(5));
    assertThat(queue.receive(10)).extracting(Message::body).containsExactly("own");
    clock.advance(Duration.ofSeconds(5));
    assertThat(queue.receive(10)).extracting(Message::body).containsExactly("queue's");
  }

  @Test
  void answersALongPollAsSoonAsAMessageComes() {
    CompletableFuture<List<Message>> poll = poll(20);
    assertThat(poll).isNotDone();

    queue.send("a");

    assertThat(poll.join()).extracting(Message::body).containsExactly("a");
    clock.advance(Duration.ofMinutes(1));
  }

  @Test
  void endsALongPollWithNothing() {
    CompletableFuture<List<Message>> poll = poll(20);

    clock.advance(Duration.ofSeconds(20).minusNanos(1));
    assertThat(poll).isNotDone();
    clock.advance(Duration.ofNanos(1));

    assertThat(poll.join()).isEmpty();
    assertThat(clock.nextDue()).isEmpty();
  }

  @Test
  void answersALongPollWhenAMessageBecomesVisible() {
    queue.settings(QueueSettings.DEFAULT.withReceiveWait(Duration.ofSeconds(20)));
    queue.send(new OutgoingMessage("delayed", Map.of(), Duration.ofSeconds(7), null));
    CompletableFuture<List<Message>> first =
        queue.receive(new ReceiveRequest(1, Duration.ofSeconds(3), null));
    CompletableFuture<List<Message>> second = queue.receive(new ReceiveRequest(1, null, null));

    clock.advance(Duration.ofSeconds(7));
    assertThat(first.join()).hasSize(1);
    assertThat(second).isNotDone();
    clock.advance(Duration.ofSeconds(3));
    assertThat(second.join()).extracting(Message::receiveCount).containsExactly(2);
  }

  @Test
  void servesLongPollsInTheOrderInWhichTheyCame() {
    CompletableFuture<List<Message>> first = poll(20);
    CompletableFuture<List<Message>> second = poll(20);

    queue.send("a");
    queue.send("b");

    assertThat(first.join()).extracting(Message::body).containsExactly("a");
    assertThat(second.join()).extracting(Message::body).containsExactly("b");
  }

  @Test
  void givesNothingToALongPollThatWasCancelled() {
    CompletableFuture<List<Message>> cancelled = poll(20);
    cancelled.cancel(false);

    queue.send("a");

    assertThat(queue.counts()).isEqualTo(new QueueCounts(1, 0, 0));
    assertThat(clock.nextDue()).isEmpty();
  }

  @Test
  void tellsThoseWhoWaitThatTheQueueIsGone() {
    CompletableFuture<List<Message>> poll = poll(20);

    region.deleteQueue("orders");

    assertThatThrownBy(poll::join)
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            AwsErrorException.class, e -> assertThat(e.code()).isEqualTo("QueueDoesNotExist"))
        .hasMessage("The specified queue does not exist.");
    assertThatThrownBy(() -> queue.send("a")).hasMessage("The specified queue does not exist.");
    assertThatThrownBy(() -> queue.receive(1)).hasMessage("The specified queue does not exist.");
    assertThatThrownBy(() -> region.requireQueue("orders"))
        .hasMessage("The specified queue does not exist.");
  }

  @Test
  void purgesEverything() {
    queue.send("a");
    queue.send("b");
    queue.receive(1);

    queue.purge();

    assertThat(queue.counts()).isEqualTo(new QueueCounts(0, 0, 0));
  }

  @Test
  void refusesMessagesThatSqsRefuses() {
    assertThatThrownBy(() -> queue.send(""))
        .isInstanceOfSatisfying(
            AwsErrorException.class, e -> assertThat(e.code()).isEqualTo("MissingParameter"))
        .hasMessage("The request must contain the parameter MessageBody.");
    assertThatThrownBy(() -> queue.send("a\u0001"))
        .isInstanceOfSatisfying(
            AwsErrorException.class, e -> assertThat(e.code()).isEqualTo("InvalidMessageContents"))
        .hasMessage(
            "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF");
    assertThatThrownBy(() -> queue.send("ä".repeat(524_289)))
        .isInstanceOfSatisfying(
            AwsErrorException.class, e -> assertThat(e.code()).isEqualTo("InvalidParameterValue"))
        .hasMessage(
            "One or more parameters are invalid. Reason: Message must be shorter than 1048576 bytes.");
    assertThatThrownBy(() -> queue.send(withAttributes(11)))
        .hasMessage("Number of message attributes [11] exceeds the allowed maximum [10].");
    assertThatThrownBy(
            () -> queue.send(new OutgoingMessage("a", Map.of(), Duration.ofSeconds(901), null)))
        .hasMessage(
            "Value 901 for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.");
    queue.send("ä".repeat(524_288));
    queue.send(withAttributes(10));
    queue.send("\uD83D\uDE00\t\n\r");
  }

  @Test
  void refusesParametersThatSqsRefuses() {
    assertThatThrownBy(() -> queue.receive(11))
        .hasMessage(
            "Value 11 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.");
    assertThatThrownBy(() -> poll(21))
        .hasMessage(
            "Value 21 for parameter WaitTimeSeconds is invalid. Reason: Must be >= 0 and <= 20, if provided.");
    assertThatThrownBy(() -> QueueSettings.DEFAULT.withDelay(Duration.ofHours(1)))
        .isInstanceOfSatisfying(
            AwsErrorException.class, e -> assertThat(e.code()).isEqualTo("InvalidAttributeValue"))
        .hasMessage("Invalid value for the parameter DelaySeconds.");
    assertThatThrownBy(() -> new RedrivePolicy("arn:aws:sqs:us-east-1:777777777777:d", 0))
        .hasMessage(
            "Value {\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:777777777777:d\",\"maxReceiveCount\":0} for parameter RedrivePolicy is invalid. "
                + "Reason: Invalid value for maxReceiveCount: 0, valid values are from 1 to 1000 both inclusive.");
    assertThatThrownBy(() -> region.queue("a b"))
        .hasMessage(
            "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length");
    assertThatThrownBy(() -> queue.duplicateDeliveries(5, 1))
        .hasMessage(
            "The share of duplicates must be between 0 and 1, but was '5.0'. Write 5 % as 0.05.");
  }

  private CompletableFuture<List<Message>> poll(int seconds) {
    return queue.receive(new ReceiveRequest(10, null, Duration.ofSeconds(seconds)));
  }

  private static OutgoingMessage withAttributes(int count) {
    Map<String, MessageAttribute> attributes = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      attributes.put("a" + i, MessageAttribute.text("v"));
    }
    return new OutgoingMessage("a", attributes, null, null);
  }
}
