// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.publisher;

import io.busbar.publisher.EventBridgeClients;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eventbridge.EventBridgeAsyncClient;

/**
 * The process of the stub, and clients of it.
 *
 * @param atOnce answers at once
 * @param afterFive answers after 5 ms
 */
record Endpoints(Process process, URI atOnce, URI afterFive) implements AutoCloseable {
  static final String BUS = "central-bus";

  static Endpoints start() throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                StubEventBridge.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader ports =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    return new Endpoints(process, uri(ports.readLine()), uri(ports.readLine()));
  }

  /** All sides have the same client: the one that suits the publisher is the best for all. */
  static EventBridgeAsyncClient client(URI endpoint) {
    return EventBridgeClients.builder()
        .endpoint(endpoint)
        .region(Region.EU_WEST_1)
        .credentials(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("111111111111", "bench")))
        .build();
  }

  @Override
  public void close() {
    process.destroy();
  }

  private static URI uri(String port) {
    return URI.create("http://127.0.0.1:" + port);
  }
}
