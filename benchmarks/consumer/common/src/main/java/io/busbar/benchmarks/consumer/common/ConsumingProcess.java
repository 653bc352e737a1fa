// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.consumer.common;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.SqsAsyncClientBuilder;

/**
 * The process of one side. A number on its standard input says how many messages wait in the queue;
 * it consumes them and answers with a line of figures, and with {@link #CLOSED} when it takes no
 * more.
 */
public final class ConsumingProcess {
  /** The line that says that nothing takes messages any more. */
  public static final String CLOSED = "closed";

  private ConsumingProcess() {}

  /** Serves until standard input ends. The arguments are the endpoint and the queue. */
  public static void serve(Consuming side, String endpoint, String queueUrl) throws Exception {
    ApiCalls calls = new ApiCalls();
    try (SqsAsyncClient client =
        client(endpoint).overrideConfiguration(all -> all.addExecutionInterceptor(calls)).build()) {
      BufferedReader input =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
      CompletableFuture<Void> closed = CompletableFuture.completedFuture(null);
      for (String line = input.readLine(); line != null; line = input.readLine()) {
        Round round = new Round(Integer.parseInt(line), calls);
        AutoCloseable running = side.start(client, queueUrl, round::handled);
        System.out.println(round.await());
        // The next side need not wait for the polls that end only now; but whoever fills the queue
        // again does, or they would take what belongs to the next round.
        closed =
            CompletableFuture.runAsync(() -> close(running))
                .thenRun(() -> System.out.println(CLOSED));
      }
      closed.join();
    }
    System.exit(0);
  }

  /** All sides have the same client, and the HTTP client that it has by itself. */
  public static SqsAsyncClientBuilder client(String endpoint) {
    return SqsAsyncClient.builder()
        .endpointOverride(URI.create(endpoint))
        .region(Region.EU_WEST_1)
        .httpClientBuilder(NettyNioAsyncHttpClient.builder().maxConcurrency(100))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("111111111111", "bench")));
  }

  private static void close(AutoCloseable running) {
    try {
      running.close();
    } catch (Exception failed) {
      throw new CompletionException(failed);
    }
  }
}
