// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.Queue;
import io.busbar.testkit.VirtualClock;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.EventBus;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SqsException;

class InMemoryClientsTest {
  private static final String QUEUE_URL = "https://sqs.us-east-1.amazonaws.com/999999999999/orders";
  private static final ReceiveMessageRequest POLL =
      ReceiveMessageRequest.builder()
          .queueUrl(QUEUE_URL)
          .waitTimeSeconds(20)
          .maxNumberOfMessages(10)
          .messageAttributeNames("All")
          .build();

  private final VirtualClock clock = VirtualClock.create();
  private final InMemoryOrganization aws = InMemoryOrganization.create(clock);
  private final Queue queue = aws.account("999999999999").queue("orders");
  private final InMemoryClients clients = InMemoryClients.of(aws.account("999999999999"));
  private final SqsClient sqs = clients.build(SqsClient.builder());
  private final SqsAsyncClient async = clients.build(SqsAsyncClient.builder());

  /** The block of docs/testing.md. */
  @Test
  void servesClientsOfTheSdk() {
    InMemoryClients clients = InMemoryClients.of(aws.account("999999999999"));
    EventBridgeClient events = clients.build(EventBridgeClient.builder());
    SqsAsyncClient queues = clients.build(SqsAsyncClient.builder());

    assertThat(events.listEventBuses(all -> {}).eventBuses())
        .extracting(EventBus::name)
        .containsExactly("default");
    assertThat(queues.listQueues().join().queueUrls()).containsExactly(QUEUE_URL);
  }

  @Test
  void callsAsTheAccountInTheRegion() {
    SqsClient inEurope =
        InMemoryClients.of(aws.account("111111111111").region("eu-west-1"))
            .build(SqsClient.builder());

    assertThat(inEurope.createQueue(to -> to.queueName("baskets")).queueUrl())
        .isEqualTo("https://sqs.eu-west-1.amazonaws.com/111111111111/baskets");
    assertThat(aws.findQueue("arn:aws:sqs:eu-west-1:111111111111:baskets")).isPresent();
  }

  @Test
  void keepsTheOtherSettingsOfTheBuilder() {
    SqsClient elsewhere =
        clients.build(SqsClient.builder().endpointOverride(URI.create("http://queues:9324")));

    assertThat(elsewhere.getQueueUrl(of -> of.queueName("orders")).queueUrl())
        .isEqualTo("http://queues:9324/999999999999/orders");
  }

  /** The SDK compares the digests of bodies and attributes, and throws when one is wrong. */
  @Test
  void answersWithTheDigestsThatTheSdkChecks() {
    var attribute = MessageAttributeValue.builder().dataType("String").stringValue("ä").build();

    sqs.sendMessage(
        to ->
            to.queueUrl(QUEUE_URL)
                .messageBody("Käse")
                .messageAttributes(Map.of("kind", attribute)));
    var bread = SendMessageBatchRequestEntry.builder().id("1").messageBody("Brot").build();
    var batch = async.sendMessageBatch(to -> to.queueUrl(QUEUE_URL).entries(bread)).join();

    assertThat(batch.failed()).isEmpty();
    assertThat(sqs.receiveMessage(POLL).messages())
        .extracting(Message::body)
        .containsExactlyInAnyOrder("Käse", "Brot");
  }

  @Test
  void movesTheTimeToTheEndOfAPollThatFindsNothing() {
    assertThat(sqs.receiveMessage(POLL).messages()).isEmpty();
    assertThat(elapsed()).isEqualTo(Duration.ofSeconds(20));

    assertThat(async.receiveMessage(POLL).join().messages()).isEmpty();
    assertThat(elapsed()).isEqualTo(Duration.ofSeconds(40));
  }

  @Test
  void movesTheTimeNoFurtherThanToTheMessage() {
    sqs.sendMessage(to -> to.queueUrl(QUEUE_URL).messageBody("late").delaySeconds(7));

    assertThat(sqs.receiveMessage(POLL).messages()).extracting(Message::body).containsOnly("late");

    assertThat(elapsed()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void leavesTheTimeToTheTestIfItIsToldSo() throws Exception {
    SqsAsyncClient patient = clients.waitingForTheClock().build(SqsAsyncClient.builder());
    CompletableFuture<ReceiveMessageResponse> first = patient.receiveMessage(POLL);
    assertThat(elapsed()).isZero();
    assertThat(first).isNotDone();

    queue.send("now");

    assertThat(first.get(2, TimeUnit.MINUTES).messages()).hasSize(1);
    CompletableFuture<ReceiveMessageResponse> second = patient.receiveMessage(POLL);
    clock.advance(Duration.ofSeconds(20));
    assertThat(second.get(2, TimeUnit.MINUTES).messages()).isEmpty();
  }

  @Test
  void tellsErrorsAsAwsDoes() {
    assertThatThrownBy(() -> sqs.receiveMessage(POLL.toBuilder().maxNumberOfMessages(11).build()))
        .isInstanceOfSatisfying(
            SqsException.class,
            error -> {
              assertThat(error.statusCode()).isEqualTo(400);
              assertThat(error.requestId()).isNotBlank();
              assertThat(error.awsErrorDetails().errorCode()).isEqualTo("InvalidParameterValue");
              assertThat(error.awsErrorDetails().errorMessage())
                  .isEqualTo(
                      "Value 11 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.");
            });
  }

  /** An abandoned poll must not swallow the message that comes next. */
  @Test
  void endsThePollOfACallThatIsCancelled() {
    SqsAsyncClient patient = clients.waitingForTheClock().build(SqsAsyncClient.builder());
    CompletableFuture<ReceiveMessageResponse> abandoned = patient.receiveMessage(POLL);

    abandoned.cancel(true);
    queue.send("for the next one");

    assertThat(sqs.receiveMessage(POLL).messages()).hasSize(1);
  }

  @Test
  void endsThePollOfACallThatTookTooLong() {
    SqsClient hasty =
        clients
            .waitingForTheClock()
            .build(
                SqsClient.builder()
                    .overrideConfiguration(each -> each.apiCallTimeout(Duration.ofMillis(50))));

    assertThatThrownBy(() -> hasty.receiveMessage(POLL))
        .isInstanceOf(ApiCallTimeoutException.class);
    queue.send("for the next one");

    assertThat(sqs.receiveMessage(POLL).messages()).hasSize(1);
  }

  @Test
  void endsThePollsOfAClientThatIsClosed() {
    SqsAsyncClient patient =
        clients
            .waitingForTheClock()
            .build(
                SqsAsyncClient.builder()
                    .overrideConfiguration(
                        each -> each.retryStrategy(AwsRetryStrategy.doNotRetry())));
    CompletableFuture<ReceiveMessageResponse> poll = patient.receiveMessage(POLL);

    patient.close();

    assertThatThrownBy(() -> poll.orTimeout(2, TimeUnit.MINUTES).join())
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(SdkClientException.class)
        .hasMessageContaining(
            "The request was aborted, or its client closed, before there was an answer.");
  }

  @Test
  void servesManyThreadsAtOnce() {
    List<CompletableFuture<Void>> senders =
        IntStream.range(0, 8)
            .mapToObj(
                thread ->
                    CompletableFuture.runAsync(
                        () -> {
                          for (int i = 0; i < 50; i++) {
                            sqs.sendMessage(to -> to.queueUrl(QUEUE_URL).messageBody("message"));
                            assertThat(sqs.receiveMessage(POLL).messages()).isNotNull();
                          }
                        }))
            .toList();

    CompletableFuture.allOf(senders.toArray(CompletableFuture[]::new))
        .orTimeout(2, TimeUnit.MINUTES)
        .join();

    assertThat(queue.counts().available() + queue.counts().inFlight()).isEqualTo(400);
  }

  private Duration elapsed() {
    return Duration.between(VirtualClock.START, clock.now());
  }
}
