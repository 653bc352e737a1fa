// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.localaws;

import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.Region;
import io.busbar.testkit.aws.LocalAws;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.services.eventbridge.EventBridgeAsyncClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;

/** Events through LocalAws by clients of the AWS SDK. */
final class PutToReceive implements AutoCloseable {
  private static final int PER_REQUEST = 10;
  private static final int REQUESTS_AT_A_TIME = 8;
  private static final int POLLS = 8;
  private static final String ACCOUNT = "999999999999";

  private final LocalAws aws =
      LocalAws.start(InMemoryOrganization.builder().journalCapacity(1_000).build());
  private final EventBridgeAsyncClient events = ready(EventBridgeAsyncClient.builder()).build();
  private final SqsAsyncClient sqs = ready(SqsAsyncClient.builder()).build();
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final String url;
  private volatile CountDownLatch open = new CountDownLatch(0);

  PutToReceive() {
    Region region = aws.organization().account(ACCOUNT).region();
    region
        .bus("central-bus")
        .rule("orders")
        .pattern("{\"source\":[\"shop\"]}")
        .to(region.queue("orders"));
    url = sqs.getQueueUrl(each -> each.queueName("orders")).join().queueUrl();
    for (int i = 0; i < POLLS; i++) {
      var unused = poll();
    }
  }

  /** How many a second, from the first PutEvents to the last DeleteMessageBatch. */
  double eventsPerSecond(int number) throws InterruptedException {
    open = new CountDownLatch(number);
    Semaphore room = new Semaphore(REQUESTS_AT_A_TIME);
    long start = System.nanoTime();
    for (int sent = 0; sent < number; sent += PER_REQUEST) {
      room.acquire();
      var unused = put().whenComplete((done, failed) -> room.release());
    }
    if (!open.await(5, TimeUnit.MINUTES)) {
      throw new IllegalStateException(open.getCount() + " events did not come.");
    }
    return number / ((System.nanoTime() - start) / 1e9);
  }

  private CompletableFuture<?> put() {
    List<PutEventsRequestEntry> entries =
        IntStream.range(0, PER_REQUEST)
            .mapToObj(
                i ->
                    PutEventsRequestEntry.builder()
                        .eventBusName("central-bus")
                        .source("shop")
                        .detailType("Order Placed")
                        .detail("{\"orderId\":\"ord-1a2b3c4d\",\"total\":42.5,\"items\":[1,2,3]}")
                        .build())
            .toList();
    return events.putEvents(request -> request.entries(entries));
  }

  private CompletableFuture<Void> poll() {
    return sqs.receiveMessage(
            each -> each.queueUrl(url).maxNumberOfMessages(10).waitTimeSeconds(20))
        .thenCompose(answer -> delete(answer.messages()))
        .handle((done, failed) -> stopped.get())
        .thenCompose(end -> end ? CompletableFuture.completedFuture(null) : poll());
  }

  private CompletableFuture<?> delete(List<Message> messages) {
    if (messages.isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    List<DeleteMessageBatchRequestEntry> entries =
        messages.stream()
            .map(
                each ->
                    DeleteMessageBatchRequestEntry.builder()
                        .id(each.messageId())
                        .receiptHandle(each.receiptHandle())
                        .build())
            .toList();
    return sqs.deleteMessageBatch(each -> each.queueUrl(url).entries(entries))
        .thenAccept(done -> messages.forEach(each -> open.countDown()));
  }

  private <B extends AwsClientBuilder<B, ?>> B ready(B builder) {
    return builder
        .endpointOverride(aws.endpoint())
        .region(software.amazon.awssdk.regions.Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCOUNT, "any")));
  }

  @Override
  public void close() {
    stopped.set(true);
    aws.close();
    events.close();
    sqs.close();
  }
}
