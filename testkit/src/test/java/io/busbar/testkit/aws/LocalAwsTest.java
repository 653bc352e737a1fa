// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.testkit.InMemoryOrganization;
import java.io.BufferedReader;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

class LocalAwsTest {
  private static final String ACCOUNT = "111111111111";

  @Test
  void servesTheOrganizationThatItIsGiven() throws Exception {
    InMemoryOrganization organization = InMemoryOrganization.create();
    organization.account(ACCOUNT).queue("orders");

    try (LocalAws aws = LocalAws.start(organization);
        AwsClients clients = AwsClients.of(aws)) {
      assertThat(aws.organization()).isSameAs(organization);
      assertThat(clients.sqs(ACCOUNT).listQueues().queueUrls())
          .containsExactly(aws.endpoint() + "/111111111111/orders");
    }
  }

  /** The block of docs/local-aws.md. */
  @Test
  void servesAClientOfTheSdk() {
    try (LocalAws aws = LocalAws.start()) {
      SqsClient payments =
          SqsClient.builder()
              .endpointOverride(aws.endpoint())
              .region(Region.US_EAST_1)
              .credentialsProvider(
                  StaticCredentialsProvider.create(
                      AwsBasicCredentials.create("999999999999", "any")))
              .build();

      assertThat(payments.createQueue(to -> to.queueName("orders")).queueUrl())
          .isEqualTo(aws.endpoint() + "/999999999999/orders");
      payments.close();
    }
  }

  @Test
  void freesItsPortWhenItIsClosed() throws Exception {
    LocalAws first = LocalAws.start();
    int port = first.endpoint().getPort();
    first.close();

    assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
        .isInstanceOf(ConnectException.class);
    try (LocalAws second = LocalAws.builder().port(port).start()) {
      assertThat(second.endpoint()).hasToString("http://127.0.0.1:" + port);
    }
  }

  @Test
  void saysWhichPortIsTaken() {
    try (LocalAws first = LocalAws.start()) {
      int port = first.endpoint().getPort();

      assertThatThrownBy(() -> LocalAws.builder().port(port).start())
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "LocalAws cannot listen on 127.0.0.1:%d. Choose another port, or 0 for a free one.",
              port);
    }
  }

  @Test
  void answersOpenLongPollsWhenItIsClosed() throws Exception {
    NoticedClock clock = new NoticedClock();
    LocalAws aws = LocalAws.start(InMemoryOrganization.create(clock));
    String queueUrl = aws.endpoint() + "/111111111111/orders";
    aws.organization().account(ACCOUNT).queue("orders");
    try (AwsClients clients = AwsClients.of(aws)) {
      CompletableFuture<ReceiveMessageResponse> poll =
          clients.sqsAsync(ACCOUNT).receiveMessage(to -> to.queueUrl(queueUrl).waitTimeSeconds(20));
      clock.awaitScheduled(1);

      aws.close();

      assertThat(poll.get(2, TimeUnit.MINUTES).messages()).isEmpty();
    }
  }

  @Test
  void servesOnDaemonThreadsThatEndWithIt() throws InterruptedException {
    List<Thread> ofOthers = threadsThatServe();
    LocalAws aws = LocalAws.start();
    List<Thread> threads =
        threadsThatServe().stream().filter(each -> !ofOthers.contains(each)).toList();
    assertThat(threads).isNotEmpty().allMatch(Thread::isDaemon);

    aws.close();

    for (Thread thread : threads) {
      thread.join(Duration.ofMinutes(1).toMillis());
    }
    assertThat(threads).noneMatch(Thread::isAlive);
  }

  @Test
  void closesTwiceWithoutComplaint() {
    LocalAws aws = LocalAws.start();
    aws.close();
    aws.close();
  }

  @Test
  void refusesAPortThatCannotBe() {
    assertThatThrownBy(() -> LocalAws.builder().port(-1))
        .hasMessage(
            "The port must be a number from 0 to 65535, but was '-1'. Use 0 for a free port.");
  }

  @Test
  void runsInAJvmOfItsOwn() throws Exception {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                System.getProperty("java.class.path"),
                LocalAws.class.getName(),
                "--port=0")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader output = process.inputReader()) {
      String line = output.readLine();
      assertThat(line).matches("LocalAws listens on http://127\\.0\\.0\\.1:\\d+");

      URI endpoint = URI.create(line.substring("LocalAws listens on ".length()));
      HttpRequest request =
          HttpRequest.newBuilder(endpoint)
              .header("X-Amz-Target", "AmazonSQS.ListQueues")
              .POST(BodyPublishers.noBody())
              .build();
      assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body())
          .isEqualTo("{}");
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private static List<Thread> threadsThatServe() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(each -> each.getName().startsWith("busbar-local-aws-"))
        .toList();
  }
}
