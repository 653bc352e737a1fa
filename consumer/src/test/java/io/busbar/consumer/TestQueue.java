// SPDX-License-Identifier: Apache-2.0
package io.busbar.consumer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** A queue of its own for a test, seen from outside by a plain client. */
record TestQueue(SqsClient sqs, String url) {

  static TestQueue create(SqsClient sqs, Map<QueueAttributeName, String> attributes) {
    String name = "queue-" + UUID.randomUUID();
    return new TestQueue(
        sqs, sqs.createQueue(request -> request.queueName(name).attributes(attributes)).queueUrl());
  }

  static TestQueue create(SqsClient sqs) {
    return create(sqs, Map.of());
  }

  /** Hands over to {@code deadLetters} by SQS's own means. */
  static TestQueue withRedrive(SqsClient sqs, TestQueue deadLetters, int maxReceiveCount) {
    String policy =
        "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":%d}"
            .formatted(deadLetters.attributes().get(QueueAttributeName.QUEUE_ARN), maxReceiveCount);
    return create(sqs, Map.of(QueueAttributeName.REDRIVE_POLICY, policy));
  }

  String name() {
    return url.substring(url.lastIndexOf('/') + 1);
  }

  void send(String body) {
    send(body, Map.of());
  }

  void send(String body, Map<String, MessageAttributeValue> attributes) {
    sqs.sendMessage(
        request -> request.queueUrl(url).messageBody(body).messageAttributes(attributes));
  }

  void sendOrders(List<String> orderIds) {
    for (int from = 0; from < orderIds.size(); from += 10) {
      List<String> batch = orderIds.subList(from, Math.min(from + 10, orderIds.size()));
      List<SendMessageBatchRequestEntry> entries =
          IntStream.range(0, batch.size())
              .mapToObj(
                  i ->
                      SendMessageBatchRequestEntry.builder()
                          .id(Integer.toString(i))
                          .messageBody(OrderPlaced.envelope(batch.get(i)))
                          .build())
              .toList();
      sqs.sendMessageBatch(request -> request.queueUrl(url).entries(entries));
    }
  }

  int visible() {
    return number(attributes(), QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES);
  }

  int inFlight() {
    return number(attributes(), QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE);
  }

  /** Asks once: between two questions a message could be given back, and be in neither number. */
  boolean isEmpty() {
    Map<QueueAttributeName, String> now = attributes();
    return number(now, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES) == 0
        && number(now, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE) == 0;
  }

  /** What comes within the wait, at most ten. */
  List<Message> receive(int waitSeconds) {
    return sqs.receiveMessage(
            request ->
                request
                    .queueUrl(url)
                    .waitTimeSeconds(waitSeconds)
                    .maxNumberOfMessages(10)
                    .visibilityTimeout(600)
                    .messageAttributeNames("All"))
        .messages();
  }

  /** Everything that is visible now. */
  List<Message> receiveAll() {
    List<Message> all = new ArrayList<>();
    for (List<Message> some = receive(0); !some.isEmpty(); some = receive(0)) {
      all.addAll(some);
    }
    return all;
  }

  private static int number(Map<QueueAttributeName, String> attributes, QueueAttributeName name) {
    return Integer.parseInt(attributes.get(name));
  }

  private Map<QueueAttributeName, String> attributes() {
    return sqs.getQueueAttributes(
            request -> request.queueUrl(url).attributeNames(QueueAttributeName.ALL))
        .attributes();
  }
}
