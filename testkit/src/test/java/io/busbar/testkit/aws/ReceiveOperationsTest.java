// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.testkit.MessageAttribute;
import io.busbar.testkit.OutgoingMessage;
import io.busbar.testkit.Queue;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

class ReceiveOperationsTest extends ClientTest {

  @Test
  void answersALongPollWhenAMessageArrives() throws Exception {
    CompletableFuture<ReceiveMessageResponse> poll = poll(clients.sqsAsync(ACCOUNT), 20);
    clock.awaitScheduled(1);
    assertThat(poll).isNotDone();

    queue.send("late");

    assertThat(poll.get(2, TimeUnit.MINUTES).messages())
        .extracting(Message::body)
        .containsExactly("late");
  }

  @Test
  void answersALongPollWithoutMessagesWhenItsTimeIsOver() throws Exception {
    CompletableFuture<ReceiveMessageResponse> poll = poll(clients.sqsAsync(ACCOUNT), 20);
    clock.awaitScheduled(1);

    clock.advance(Duration.ofSeconds(20));

    assertThat(poll.get(2, TimeUnit.MINUTES).messages()).isEmpty();
  }

  @Test
  void holdsManyLongPollsAtOnceAndGivesEachMessageToOne() throws Exception {
    SqsAsyncClient receiver = clients.sqsAsync(ACCOUNT);
    List<CompletableFuture<ReceiveMessageResponse>> polls =
        IntStream.range(0, 50).mapToObj(i -> poll(receiver, 20)).toList();
    clock.awaitScheduled(50);

    IntStream.range(0, 50).forEach(i -> queue.send("message-" + i));

    CompletableFuture.allOf(polls.toArray(CompletableFuture[]::new)).get(2, TimeUnit.MINUTES);
    assertThat(polls)
        .flatExtracting(poll -> poll.join().messages())
        .extracting(Message::body)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 50).mapToObj(i -> "message-" + i).toList());
  }

  @Test
  void endsTheLongPollOfAClientThatHangsUp() throws Exception {
    String body = "{\"QueueUrl\":\"%s\",\"WaitTimeSeconds\":20}".formatted("/999999999999/orders");
    String request =
        "POST / HTTP/1.1\r\nHost: x\r\nX-Amz-Target: AmazonSQS.ReceiveMessage\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(body.length(), body);
    try (Socket leaving = new Socket(InetAddress.getLoopbackAddress(), aws.endpoint().getPort())) {
      leaving.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      clock.awaitScheduled(1);
    }
    clock.awaitCancelled();

    queue.send("for those who stayed");

    assertThat(receive(1, 0)).hasSize(1);
  }

  @Test
  void hidesAMessageUntilItsVisibilityTimeoutEnds() {
    queue.send("once");
    assertThat(receive(1, 5)).hasSize(1);

    clock.advance(Duration.ofMillis(4999));
    assertThat(receive(1, 5)).isEmpty();

    clock.advance(Duration.ofMillis(1));
    assertThat(receive(1, 5))
        .singleElement()
        .satisfies(
            message ->
                assertThat(message.attributes())
                    .containsEntry(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "2"));
  }

  @Test
  void movesAMessageThatWasReceivedTooOftenToTheDeadLetterQueue() {
    Queue dead = organization.account(ACCOUNT).queue("orders-dead");
    queue.deadLetters(dead, 2);
    queue.send("poison");
    assertThat(receive(1, 0)).hasSize(1);
    assertThat(receive(1, 0)).hasSize(1);
    assertThat(receive(1, 0)).isEmpty();

    String deadUrl = aws.endpoint() + "/999999999999/orders-dead";
    assertThat(
            sqs.receiveMessage(
                    to ->
                        to.queueUrl(deadUrl)
                            .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                .messages())
        .singleElement()
        .satisfies(
            message -> {
              assertThat(message.body()).isEqualTo("poison");
              assertThat(message.attributes())
                  .containsEntry(
                      MessageSystemAttributeName.DEAD_LETTER_QUEUE_SOURCE_ARN, queue.arn());
            });
  }

  @Test
  void showsTheAttributesThatAreAskedFor() {
    queue.send(
        new OutgoingMessage(
            "msg",
            Map.of(
                "Hello", MessageAttribute.text("There"),
                "General", MessageAttribute.text("Kenobi"),
                "Help.Me", MessageAttribute.text("Me")),
            null,
            "Root=1-1"));

    assertThat(ask().attributes()).isEmpty();
    assertThat(ask().md5OfMessageAttributes()).isNull();
    assertThat(ask("All").md5OfMessageAttributes()).isEqualTo("4c360f3fdafd970e05fae2f149d997f5");
    assertThat(ask(".*").messageAttributes()).containsOnlyKeys("Hello", "General", "Help.Me");
    assertThat(ask("*").messageAttributes()).containsOnlyKeys("Hello", "General", "Help.Me");
    assertThat(ask("Hel.*").md5OfMessageAttributes()).isEqualTo("83fee93c1bcd8b9a5a923ffacdc636c7");
    assertThat(ask("Hello", "None").md5OfMessageAttributes())
        .isEqualTo("a311262e065454b75da111d535b8dacd");
    assertThat(ask("None").messageAttributes()).isEmpty();
  }

  @Test
  void showsTheSystemAttributesThatAreAskedFor() {
    queue.send(new OutgoingMessage("msg", Map.of(), null, "Root=1-1"));

    assertThat(
            sqs.receiveMessage(
                    to ->
                        to.queueUrl(queueUrl)
                            .messageSystemAttributeNames(
                                MessageSystemAttributeName.SENT_TIMESTAMP,
                                MessageSystemAttributeName.AWS_TRACE_HEADER))
                .messages()
                .get(0)
                .attributesAsStrings())
        .containsOnly(
            Map.entry("SentTimestamp", "1767225600000"), Map.entry("AWSTraceHeader", "Root=1-1"));
  }

  @Test
  void refusesARequestBeyondTheLimits() {
    assertRefuses(
        () -> sqs.receiveMessage(to -> to.queueUrl(queueUrl).maxNumberOfMessages(11)),
        "InvalidParameterValue",
        "Value 11 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.");
    assertRefuses(
        () -> sqs.receiveMessage(to -> to.queueUrl(queueUrl).waitTimeSeconds(21)),
        "InvalidParameterValue",
        "Value 21 for parameter WaitTimeSeconds is invalid. Reason: Must be >= 0 and <= 20, if provided.");
    assertRefuses(
        () -> sqs.receiveMessage(to -> to.queueUrl(queueUrl).visibilityTimeout(43_201)),
        "InvalidParameterValue",
        "Value 43201 for parameter VisibilityTimeout is invalid. Reason: Must be between 0 and 43200, if provided.");
    assertRefuses(
        () -> sqs.receiveMessage(to -> to.queueUrl(queueUrl + "-not")),
        "AWS.SimpleQueueService.NonExistentQueue",
        "The specified queue does not exist.");
  }

  private CompletableFuture<ReceiveMessageResponse> poll(SqsAsyncClient receiver, int seconds) {
    return receiver.receiveMessage(to -> to.queueUrl(queueUrl).waitTimeSeconds(seconds));
  }

  private List<Message> receive(int messages, int visibility) {
    return sqs.receiveMessage(
            to ->
                to.queueUrl(queueUrl)
                    .maxNumberOfMessages(messages)
                    .visibilityTimeout(visibility)
                    .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
        .messages();
  }

  private Message ask(String... names) {
    return sqs.receiveMessage(
            to -> to.queueUrl(queueUrl).visibilityTimeout(0).messageAttributeNames(names))
        .messages()
        .get(0);
  }
}
