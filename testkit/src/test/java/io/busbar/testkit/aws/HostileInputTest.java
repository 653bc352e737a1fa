// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that mean harm, or do it without meaning it: others are served all the while. */
class HostileInputTest {
  private static final int CLIENTS = Boolean.getBoolean("busbar.exhaustive") ? 8_000 : 2_000;
  private static final String HEAD = "POST / HTTP/1.1\r\nHost: x\r\n";
  private static final int MIB = 1024 * 1024;

  private LocalAws aws = LocalAws.start();
  private final List<Socket> sockets = new ArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
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
    Socket socket = connect();
    OutputStream out = socket.getOutputStream();
    out.write((HEAD + "Transfer-Encoding: chunked\r\n\r\n").getBytes(US_ASCII));
    byte[] chunk = ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes(US_ASCII);

    boolean refused = false;
    for (int sent = 0; sent < 64 * MIB && !refused; sent += chunk.length) {
      refused = !write(out, chunk);
    }

    assertThat(refused).isTrue();
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
    for (int i = 0; i < CLIENTS; i++) {
      connect().getOutputStream().write((HEAD + "Content-Length: 100\r\n\r\n{").getBytes(US_ASCII));
    }

    servesOthers();
  }

  @Test
  void hangsUpOnWhoDoesNotFinishARequest() throws Exception {
    aws.close();
    aws = LocalAws.builder().patience(Duration.ofMillis(200)).start();
    Socket silent = connect();
    Socket slow = connect();
    slow.getOutputStream().write(HEAD.getBytes(US_ASCII));

    assertThat(silent.getInputStream().read()).isEqualTo(-1);
    assertThat(slow.getInputStream().read()).isEqualTo(-1);
  }

  @Test
  void waitsForALongPollHoweverImpatientItIs() throws Exception {
    aws.close();
    aws = LocalAws.builder().patience(Duration.ofMillis(200)).start();
    aws.organization().account("123456789012").queue("orders");
    String body = "{\"QueueUrl\":\"/123456789012/orders\",\"WaitTimeSeconds\":1}";

    assertThat(
            exchange(
                HEAD
                    + "X-Amz-Target: AmazonSQS.ReceiveMessage\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
                        .formatted(body.length(), body)))
        .startsWith("HTTP/1.1 200 OK")
        .endsWith("{}");
  }

  @Test
  void holdsABoundedNumberOfBytesOfRequestsThatNeverEnd() throws Exception {
    byte[] part = "x".repeat(MIB).getBytes(US_ASCII);
    int refused = 0;
    for (int i = 0; i < 60; i++) {
      OutputStream out = connect().getOutputStream();
      boolean taken =
          write(out, (HEAD + "Content-Length: " + 4 * MIB + "\r\n\r\n").getBytes(US_ASCII));
      for (int sent = 0; sent < 3 && taken; sent++) {
        taken = write(out, part);
      }
      refused += taken ? 0 : 1;
      assertThat(PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory())
          .isLessThan(4 * RequestGuard.MAX_INCOMPLETE_BYTES);
    }

    assertThat(refused).isPositive();
    for (Socket socket : sockets) {
      socket.close();
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

  private void servesOthers() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(aws.endpoint())
            .header("X-Amz-Target", "AmazonSQS.ListQueues")
            .POST(BodyPublishers.ofString("{}"))
            .timeout(Duration.ofMinutes(1))
            .build();
    assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
  }

  /** Whether the other side still takes something. */
  private static boolean write(OutputStream out, byte[] bytes) {
    try {
      out.write(bytes);
      return true;
    } catch (IOException hungUp) {
      return false;
    }
  }

  /** Sends bytes as they are and reads until the server hangs up. */
  private String exchange(String bytes) throws IOException {
    Socket socket = connect();
    write(socket.getOutputStream(), bytes.getBytes(US_ASCII));
    try {
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    } catch (SocketException reset) {
      return "";
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), aws.endpoint().getPort());
    sockets.add(socket);
    return socket;
  }
}
