// SPDX-License-Identifier: Apache-2.0
package io.busbar.consumer;

import io.busbar.core.handler.HandlerResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeNameForSends;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeValue;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

/** Sends dead letters: the original body, one letter for each handler that has given up. */
final class DeadLetterSender {
  private static final Logger log = LoggerFactory.getLogger(SqsEventContainer.class);
  private final Desk desk;
  private final String queueUrl;
  private final AtomicInteger failuresInRow = new AtomicInteger();

  DeadLetterSender(Desk desk, String queueUrl) {
    this.desk = desk;
    this.queueUrl = queueUrl;
  }

  /** Fails when one of the letters could not be sent; then the message must be kept. */
  CompletableFuture<Void> send(Message message, List<HandlerResult> results) {
    return CompletableFuture.allOf(
        results.stream().map(result -> send(message, result)).toArray(CompletableFuture<?>[]::new));
  }

  private CompletableFuture<Void> send(Message message, HandlerResult result) {
    return desk.queue()
        .calls()
        .send(request(message, result))
        .thenAccept(sent -> sent(result))
        .whenComplete((sent, failure) -> noteFailure(message, failure));
  }

  private void sent(HandlerResult result) {
    failuresInRow.set(0);
    desk.stats().deadLettered.incrementAndGet();
    desk.config().instruments().deadLettered(desk.settings().queueName(), result.handlerId());
  }

  private void noteFailure(Message message, @Nullable Throwable failure) {
    if (failure != null && failuresInRow.getAndIncrement() == 0) {
      log.error(
          "The dead-letter queue {} did not take message {} of queue {}; it is kept and will be handled again. "
              + "Check that the queue exists and that the service has the permission sqs:SendMessage. Further failures are counted until it works",
          queueUrl,
          message.messageId(),
          desk.settings().queueName(),
          failure);
    }
  }

  private SendMessageRequest request(Message message, HandlerResult result) {
    SendMessageRequest.Builder request =
        SendMessageRequest.builder()
            .queueUrl(queueUrl)
            .messageBody(message.body())
            .messageAttributes(
                DeadLetterAttributes.of(message, result, desk.settings().queueName()));
    String trace = message.attributes().get(MessageSystemAttributeName.AWS_TRACE_HEADER);
    if (trace != null) {
      request.messageSystemAttributes(
          Map.of(
              MessageSystemAttributeNameForSends.AWS_TRACE_HEADER,
              MessageSystemAttributeValue.builder().dataType("String").stringValue(trace).build()));
    }
    return queueUrl.endsWith(".fifo") ? fifo(request, message, result) : request.build();
  }

  /** A letter that is sent twice is recognised as the same. */
  private static SendMessageRequest fifo(
      SendMessageRequest.Builder request, Message message, HandlerResult result) {
    String identity = message.messageId() + ' ' + result.handlerId();
    return request
        .messageGroupId(
            message
                .attributes()
                .getOrDefault(MessageSystemAttributeName.MESSAGE_GROUP_ID, message.messageId()))
        .messageDeduplicationId(
            UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8)).toString())
        .build();
  }
}
