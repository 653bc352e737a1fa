// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that mean harm, or do it without meaning it: others are served all the while. */
class HostileInputTest {
  private static final int CLIENTS = Boolean.getBoolean("busbar.exhaustive") ? 8_000 : 2_000;

  /** For what the JVM and the other tests have open. */
  private static final int OTHER_FILES = 300;

  private static final String HEAD = "POST / HTTP/1.1\r\nHost: x\r\n";
  private static final int MIB = 1024 * 1024;

  private LocalAws aws = LocalAws.start();
  private final List<RawClient> clients = new ArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void close() throws IOException {
    hangUp();
    aws.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Transfer-Encoding: chunked\r\n\r\nZZ\r\n",
        "Transfer-Encoding: chunked\r\n\r\n-1\r\n",
        "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
        "Content-Length: -1\r\n\r\n",
        "Content-Length: many\r\n\r\n",
        "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        "No colon here\r\n\r\n",
        "X: a\u0000b\r\n\r\n"
      })
  void refusesWhatIsNotProperHttp(String rest) throws Exception {
    assertThat(exchange(HEAD + rest)).startsWith("HTTP/1.1 400 Bad Request");
    servesOthers();
  }

  @Test
  void refusesHeadsThatHaveNoEnd() throws Exception {
    assertThat(exchange("POST /" + "a".repeat(10_000) + " HTTP/1.1\r\n\r\n"))
        .startsWith("HTTP/1.1 400 Bad Request");
    assertThat(exchange(HEAD + "X: a\r\n".repeat(10_000) + "\r\n"))
        .startsWith("HTTP/1.1 400 Bad Request");
    servesOthers();
  }

  @Test
  void refusesAChunkedBodyThatHasNoEnd() throws Exception {
    RawClient client = connect();
    client.send(HEAD + "Transfer-Encoding: chunked\r\n\r\n");
    byte[] chunk = ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes(US_ASCII);
    for (int sent = 0; sent < 16 * MIB && client.send(chunk); ) {
      sent += chunk.length;
    }

    assertThat(client.rest()).startsWith("HTTP/1.1 413 Request Entity Too Large");
    servesOthers();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":", "nul", "{}}", "\"\\ud800\"", "\u0000"})
  void answersBrokenJson(String body) throws Exception {
    for (String target : List.of("AWSEvents.PutEvents", "AmazonSQS.SendMessage")) {
      String request =
          HEAD
              + "X-Amz-Target: %s\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
                  .formatted(target, body.length(), body);
      assertThat(exchange(request)).startsWith("HTTP/1.1 400 ").contains("__type");
    }
  }

  @Test
  void answersJsonThatIsNestedTooDeep() throws Exception {
    String body = "[".repeat(100_000);
    String request =
        HEAD
            + "X-Amz-Target: AWSEvents.PutEvents\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(body.length(), body);

    assertThat(exchange(request)).startsWith("HTTP/1.1 400 ");
  }

  @Test
  void servesOthersBesideThousandsOfConnectionsWithHalfARequest() throws Exception {
    for (int i = 0; i < Math.min(CLIENTS, roomForClients()); i++) {
      connect().send(HEAD + "Content-Length: 100\r\n\r\n{");
    }

    servesOthers();
  }

  @Test
  void hangsUpOnWhoDoesNotFinishARequest() throws Exception {
    aws.close();
    aws = LocalAws.builder().patience(Duration.ofMillis(200)).start();
    RawClient silent = connect();
    RawClient slow = connect();
    slow.send(HEAD);

    assertThat(silent.rest()).isEmpty();
    assertThat(slow.rest()).isEmpty();
  }

  @Test
  void holdsABoundedNumberOfBytesOfRequestsThatNeverEnd() throws Exception {
    String start = HEAD + "Content-Length: " + 4 * MIB + "\r\n\r\n" + "x".repeat(3 * MIB);
    byte[] bytes = start.getBytes(US_ASCII);
    int count = 60;
    // The others hold 63 MiB of the 64 when everything has arrived, in whatever order it does.
    int refusedAtLeast = count - 21;
    ExecutorService threads = Executors.newFixedThreadPool(count);
    try {
      CompletionService<String> answers = new ExecutorCompletionService<>(threads);
      for (int i = 0; i < count; i++) {
        RawClient client = connect();
        answers.submit(
            () -> {
              client.send(bytes);
              return client.rest();
            });
      }
      for (int i = 0; i < refusedAtLeast; i++) {
        assertThat(answers.take().get()).startsWith("HTTP/1.1 503 Service Unavailable");
        assertThat(aws.incompleteBytes()).isLessThanOrEqualTo(64L * MIB);
      }
      servesOthers();
    } finally {
      hangUp();
      threads.shutdown();
    }
    servesOthers();
  }

  @Test
  void keepsLittleOfWhatWaitsBehindALongPoll() throws Exception {
    aws.organization().account("123456789012").queue("orders");
    String poll = "{\"QueueUrl\":\"/123456789012/orders\",\"WaitTimeSeconds\":20}";
    String target = "X-Amz-Target: AmazonSQS.ReceiveMessage\r\nContent-Length: %d\r\n\r\n%s";
    String long1 = HEAD + target.formatted(MIB, "x".repeat(MIB));

    assertThat(exchange(HEAD + target.formatted(poll.length(), poll) + long1)).isEmpty();
    servesOthers();
  }

  /** Both ends of each connection are files of this process, and a system may allow few. */
  private static long roomForClients() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
        ? (system.getMaxFileDescriptorCount() - OTHER_FILES) / 2
        : CLIENTS;
  }

  private void servesOthers() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(aws.endpoint())
            .header("X-Amz-Target", "AmazonSQS.ListQueues")
            .POST(BodyPublishers.ofString("{}"))
            .timeout(Duration.ofMinutes(1))
            .build();
    assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
  }

  private String exchange(String bytes) throws IOException {
    return RawClient.exchange(aws.endpoint(), bytes);
  }

  private RawClient connect() throws IOException {
    RawClient client = RawClient.connect(aws.endpoint());
    clients.add(client);
    return client;
  }

  private void hangUp() throws IOException {
    for (RawClient client : clients) {
      client.close();
    }
    clients.clear();
  }
}
