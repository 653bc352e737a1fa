// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.consumer.comparison;

import io.busbar.benchmarks.consumer.common.ConsumingProcess;
import io.busbar.benchmarks.consumer.common.Messages;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** The queue server in its process, and a client that fills its queues. */
record Queues(Process process, String endpoint, SqsAsyncClient client) implements AutoCloseable {
  private static final int MOST = 10;
  private static final int IN_FLIGHT = 8;

  static Queues start(ClassPaths classPaths) throws IOException {
    Process process =
        classPaths
            .java("queue", "io.busbar.benchmarks.consumer.queue.QueueProcess", List.of())
            .start();
    BufferedReader output =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    String endpoint = "http://127.0.0.1:" + output.readLine();
    return new Queues(process, endpoint, ConsumingProcess.client(endpoint).build());
  }

  String create(String name) {
    return client.createQueue(request -> request.queueName(name)).join().queueUrl();
  }

  void fill(String queueUrl, int messages) {
    Semaphore permits = new Semaphore(IN_FLIGHT);
    List<CompletableFuture<?>> sent = new ArrayList<>();
    for (int from = 0; from < messages; from += MOST) {
      int begin = from;
      permits.acquireUninterruptibly();
      sent.add(
          client
              .sendMessageBatch(request -> request.queueUrl(queueUrl).entries(batch(begin)))
              .whenComplete((response, failure) -> permits.release()));
    }
    sent.forEach(CompletableFuture::join);
  }

  private static List<SendMessageBatchRequestEntry> batch(int begin) {
    return IntStream.range(begin, begin + MOST)
        .mapToObj(
            number ->
                SendMessageBatchRequestEntry.builder()
                    .id(Integer.toString(number))
                    .messageBody(Messages.order(number))
                    .build())
        .toList();
  }

  @Override
  public void close() {
    client.close();
    process.destroy();
  }
}
