// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.eventbridge.EventBridgeAsyncClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageRequest;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;

/** A service as users write it with the SDK alone: it knows nothing of where its clients lead. */
interface OrderService {

  /** Publishes and returns the id that EventBridge gave. */
  String place(String orderId);

  /** Receives one message with a long poll and deletes it; the bodies, one or none. */
  List<String> takeOne(String queueUrl);

  static PutEventsRequest event(String orderId) {
    PutEventsRequestEntry entry =
        PutEventsRequestEntry.builder()
            .eventBusName("central-bus")
            .source("grocer.customer-web")
            .detailType("Order Placed")
            .detail("{\"orderId\":\"" + orderId + "\"}")
            .build();
    return PutEventsRequest.builder().entries(entry).build();
  }

  static ReceiveMessageRequest poll(String queueUrl) {
    return ReceiveMessageRequest.builder().queueUrl(queueUrl).waitTimeSeconds(20).build();
  }

  static DeleteMessageRequest delete(String queueUrl, Message message) {
    return DeleteMessageRequest.builder()
        .queueUrl(queueUrl)
        .receiptHandle(message.receiptHandle())
        .build();
  }

  /** With the blocking clients. */
  record Blocking(EventBridgeClient events, SqsClient queues) implements OrderService {
    @Override
    public String place(String orderId) {
      return events.putEvents(event(orderId)).entries().get(0).eventId();
    }

    @Override
    public List<String> takeOne(String queueUrl) {
      List<String> bodies = new ArrayList<>();
      for (Message message : queues.receiveMessage(poll(queueUrl)).messages()) {
        bodies.add(message.body());
        queues.deleteMessage(delete(queueUrl, message));
      }
      return bodies;
    }
  }

  /** With the asynchronous clients. */
  record Async(EventBridgeAsyncClient events, SqsAsyncClient queues) implements OrderService {
    @Override
    public String place(String orderId) {
      return events.putEvents(event(orderId)).join().entries().get(0).eventId();
    }

    @Override
    public List<String> takeOne(String queueUrl) {
      return queues
          .receiveMessage(poll(queueUrl))
          .thenCompose(received -> deleteAll(queueUrl, received.messages()))
          .join();
    }

    private CompletableFuture<List<String>> deleteAll(String queueUrl, List<Message> messages) {
      var deletes =
          messages.stream().map(each -> queues.deleteMessage(delete(queueUrl, each))).toList();
      return CompletableFuture.allOf(deletes.toArray(CompletableFuture[]::new))
          .thenApply(done -> messages.stream().map(Message::body).toList());
    }
  }
}
