// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.consumer.comparison;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.busbar.benchmarks.consumer.common.ConsumingProcess;
import io.busbar.benchmarks.consumer.common.Envelope;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

/**
 * The floor: receives ten, reads them by Jackson into records, calls the handler, deletes the ten
 * with one call, without any of what a container is for.
 */
public final class RawLoopProcess {
  private static final int MOST = 10;
  private static final int WAIT_SECONDS = 1;

  private RawLoopProcess() {}

  /**
   * @param arguments endpoint, queue, and how many messages may be in flight
   */
  public static void main(String[] arguments) throws Exception {
    int loops = Integer.parseInt(arguments[2]) / MOST;
    ConsumingProcess.serve(
        (client, queueUrl, handled) -> new Loops(client, queueUrl, handled).start(loops),
        arguments[0],
        arguments[1]);
  }

  private static final class Loops {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final SqsAsyncClient client;
    private final String queueUrl;
    private final Runnable handled;
    private final List<CompletableFuture<Void>> running = new ArrayList<>();
    private volatile boolean closed;

    Loops(SqsAsyncClient client, String queueUrl, Runnable handled) {
      this.client = client;
      this.queueUrl = queueUrl;
      this.handled = handled;
    }

    AutoCloseable start(int loops) {
      for (int i = 0; i < loops; i++) {
        running.add(next());
      }
      return this::close;
    }

    private CompletableFuture<Void> next() {
      if (closed) {
        return CompletableFuture.completedFuture(null);
      }
      return client
          .receiveMessage(
              request ->
                  request
                      .queueUrl(queueUrl)
                      .maxNumberOfMessages(MOST)
                      .waitTimeSeconds(WAIT_SECONDS))
          .thenCompose(this::take);
    }

    private CompletableFuture<Void> take(ReceiveMessageResponse response) {
      List<DeleteMessageBatchRequestEntry> done = new ArrayList<>(MOST);
      for (Message message : response.messages()) {
        on(read(message.body()));
        done.add(
            DeleteMessageBatchRequestEntry.builder()
                .id(Integer.toString(done.size()))
                .receiptHandle(message.receiptHandle())
                .build());
      }
      if (done.isEmpty()) {
        return next();
      }
      return client
          .deleteMessageBatch(request -> request.queueUrl(queueUrl).entries(done))
          .thenCompose(deleted -> next());
    }

    private void on(Envelope envelope) {
      handled.run();
    }

    private static Envelope read(String body) {
      try {
        return JSON.readValue(body, Envelope.class);
      } catch (JsonProcessingException impossible) {
        throw new UncheckedIOException(impossible);
      }
    }

    private void close() {
      closed = true;
      running.forEach(CompletableFuture::join);
    }
  }
}
