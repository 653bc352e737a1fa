// SPDX-License-Identifier: Apache-2.0
package io.busbar.consumer;

import io.busbar.core.handler.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeNameForSends;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeValue;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

/** One walk through a dead-letter queue: every letter once, and those that stay are shown again. */
final class DeadLetterWalk implements AutoCloseable {
  private static final Duration HIDDEN = Duration.ofMinutes(5);
  private static final String PREFIX = "busbar.";
  private final SqsCalls calls;
  private final String queueUrl;
  private final Instant start;
  private final Map<String, Message> staying = new LinkedHashMap<>();
  private int seen;

  DeadLetterWalk(SqsCalls calls, String queueUrl, Instant start) {
    this.calls = calls;
    this.queueUrl = queueUrl;
    this.start = start;
  }

  int seen() {
    return seen;
  }

  /** The next letters; empty when there are none that were there when the walk began. */
  List<Message> next() {
    List<Message> fresh = new ArrayList<>();
    boolean more = true;
    while (more && fresh.isEmpty()) {
      List<Message> received = receive();
      // One that comes a second time has outlasted its hiding: the walk takes too long to go on.
      more = received.stream().anyMatch(message -> !staying.containsKey(message.messageId()));
      for (Message message : received) {
        boolean known = staying.put(message.messageId(), message) != null;
        if (!known && !deadSince(message).isAfter(start)) {
          fresh.add(message);
        }
      }
    }
    seen += fresh.size();
    return fresh;
  }

  void delete(Message letter) {
    DeleteMessageBatchRequestEntry entry =
        DeleteMessageBatchRequestEntry.builder()
            .id("0")
            .receiptHandle(letter.receiptHandle())
            .build();
    calls
        .delete(DeleteMessageBatchRequest.builder().queueUrl(queueUrl).entries(entry).build())
        .join();
    staying.remove(letter.messageId());
  }

  @Override
  public void close() {
    List<Message> all = List.copyOf(staying.values());
    for (int from = 0; from < all.size(); from += SourceQueue.MOST_IN_A_BATCH) {
      show(all.subList(from, Math.min(from + SourceQueue.MOST_IN_A_BATCH, all.size())));
    }
  }

  private void show(List<Message> letters) {
    List<ChangeMessageVisibilityBatchRequestEntry> entries =
        IntStream.range(0, letters.size())
            .mapToObj(
                i ->
                    ChangeMessageVisibilityBatchRequestEntry.builder()
                        .id(Integer.toString(i))
                        .receiptHandle(letters.get(i).receiptHandle())
                        .visibilityTimeout(0)
                        .build())
            .toList();
    calls
        .changeVisibility(
            ChangeMessageVisibilityBatchRequest.builder()
                .queueUrl(queueUrl)
                .entries(entries)
                .build())
        .join();
  }

  private List<Message> receive() {
    return calls
        .receive(
            ReceiveMessageRequest.builder()
                .queueUrl(queueUrl)
                .maxNumberOfMessages(SourceQueue.MOST_IN_A_BATCH)
                .waitTimeSeconds(1)
                .visibilityTimeout((int) HIDDEN.toSeconds())
                .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                .messageAttributeNames("All")
                .build())
        .join()
        .messages();
  }

  static DeadLetter letter(Message message) {
    Map<String, String> attributes = new HashMap<>();
    message
        .messageAttributes()
        .forEach(
            (name, value) -> {
              if (value.stringValue() != null) {
                attributes.put(name, value.stringValue());
              }
            });
    return new DeadLetter(message.messageId(), message.body(), attributes, deadSince(message));
  }

  /** Of what the letter says about itself, only handler and attempts go back with it. */
  static SendMessageRequest redrive(Message letter, String to) {
    Map<String, MessageAttributeValue> attributes = new HashMap<>(letter.messageAttributes());
    attributes
        .keySet()
        .removeIf(
            name ->
                name.startsWith(PREFIX)
                    && !name.equals(Delivery.ONLY_HANDLER)
                    && !name.equals(Delivery.EARLIER_ATTEMPTS));
    SendMessageRequest.Builder request =
        SendMessageRequest.builder()
            .queueUrl(to)
            .messageBody(letter.body())
            .messageAttributes(attributes);
    String trace = letter.attributes().get(MessageSystemAttributeName.AWS_TRACE_HEADER);
    if (trace != null) {
      request.messageSystemAttributes(
          Map.of(
              MessageSystemAttributeNameForSends.AWS_TRACE_HEADER,
              MessageSystemAttributeValue.builder().dataType("String").stringValue(trace).build()));
    }
    if (to.endsWith(".fifo")) {
      request
          .messageGroupId(
              letter
                  .attributes()
                  .getOrDefault(MessageSystemAttributeName.MESSAGE_GROUP_ID, letter.messageId()))
          .messageDeduplicationId(letter.messageId());
    }
    return request.build();
  }

  private static Instant deadSince(Message message) {
    String sent = message.attributes().get(MessageSystemAttributeName.SENT_TIMESTAMP);
    return sent == null ? Instant.EPOCH : Instant.ofEpochMilli(Long.parseLong(sent));
  }
}
