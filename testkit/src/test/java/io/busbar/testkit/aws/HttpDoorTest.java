// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What reaches the port without being an AWS client's request. */
class HttpDoorTest {
  private static final String SIGNED =
      "AWS4-HMAC-SHA256 Credential=111111111111/20260101/eu-west-1/sqs/aws4_request, SignedHeaders=host, Signature=0";

  private final LocalAws aws = LocalAws.start();
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    aws.close();
  }

  @Test
  void answersInTheFormOfTheProtocol() throws Exception {
    HttpResponse<String> answer = post("AmazonSQS.CreateQueue", "{\"QueueName\":\"orders\"}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type")).hasValue("application/x-amz-json-1.0");
    assertThat(answer.headers().firstValue("x-amzn-requestid")).isPresent();
    assertThat(answer.body())
        .isEqualTo("{\"QueueUrl\":\"" + aws.endpoint() + "/111111111111/orders\"}");
    assertThat(aws.organization().account("111111111111").region("eu-west-1").findQueue("orders"))
        .isPresent();
  }

  @Test
  void refusesBrokenJson() throws Exception {
    HttpResponse<String> sqs = post("AmazonSQS.ListQueues", "{\"QueueNamePrefix\":");
    assertThat(sqs.statusCode()).isEqualTo(400);
    assertThat(sqs.headers().firstValue("x-amzn-query-error"))
        .hasValue("SerializationException;Sender");
    assertThat(sqs.body())
        .isEqualTo(
            "{\"__type\":\"com.amazon.coral.service#SerializationException\",\"message\":\"The request's body is not valid JSON.\"}");

    HttpResponse<String> events = post("AWSEvents.ListRules", "{} {}");
    assertThat(events.headers().firstValue("content-type")).hasValue("application/x-amz-json-1.1");
    assertThat(events.headers().firstValue("x-amzn-errortype")).hasValue("SerializationException");
    assertThat(events.headers().firstValue("x-amzn-query-error")).isEmpty();
    assertThat(events.body())
        .isEqualTo(
            "{\"__type\":\"SerializationException\",\"message\":\"The request's body is not valid JSON.\"}");
  }

  @Test
  void refusesValuesOfAnotherType() throws Exception {
    assertThat(post("AWSEvents.PutRule", "{\"Name\":7}").body())
        .isEqualTo(
            "{\"__type\":\"SerializationException\",\"message\":\"NUMBER_VALUE can not be converted to a String\"}");
    assertThat(post("AWSEvents.ListRules", "{\"Limit\":\"many\"}").body())
        .isEqualTo(
            "{\"__type\":\"SerializationException\",\"message\":\"STRING_VALUE can not be converted to an Integer\"}");
    assertThat(post("AWSEvents.PutEvents", "{\"Entries\":{}}").body())
        .isEqualTo(
            "{\"__type\":\"SerializationException\",\"message\":\"START_OBJECT can not be converted to a List\"}");
    assertThat(post("AWSEvents.PutEvents", "[]").body())
        .isEqualTo(
            "{\"__type\":\"SerializationException\",\"message\":\"START_ARRAY can not be converted to a Structure\"}");
    assertThat(post("AWSEvents.PutEvents", "{\"Entries\":[{\"Time\":\"now\"}]}").body())
        .isEqualTo(
            "{\"__type\":\"SerializationException\",\"message\":\"STRING_VALUE can not be converted to a Timestamp\"}");
  }

  @Test
  void takesAnEmptyBodyForAnObjectWithoutMembers() throws Exception {
    assertThat(post("AWSEvents.ListRules", "").body()).isEqualTo("{\"Rules\":[]}");
  }

  @Test
  void understandsTheFormerNameOfTheSystemAttributes() throws Exception {
    aws.organization().account("111111111111").region("eu-west-1").queue("orders").send("one");

    assertThat(
            post(
                    "AmazonSQS.ReceiveMessage",
                    "{\"QueueUrl\":\"/111111111111/orders\",\"AttributeNames\":[\"All\"]}")
                .body())
        .contains("\"ApproximateReceiveCount\":\"1\"");
  }

  @Test
  void saysThatAnOperationIsUnknown() throws Exception {
    assertThat(post("DynamoDB_20120810.PutItem", "{}").body())
        .isEqualTo(
            "{\"__type\":\"UnknownOperationException\",\"message\":\"LocalAws does not serve 'DynamoDB_20120810.PutItem'. docs/local-aws.md lists what it serves.\"}");
    assertThat(post("", "Action=SendMessage").body())
        .isEqualTo(
            "{\"__type\":\"UnknownOperationException\",\"message\":\"The request has no header X-Amz-Target. LocalAws speaks AWS's JSON protocols: use AWS CLI 2.14, boto3 1.28 or later.\"}");
  }

  @Test
  void refusesABodyBeyondTheLimitAlsoWhenItIsOnItsWay() throws Exception {
    String head =
        "POST / HTTP/1.1\r\nHost: x\r\nX-Amz-Target: AmazonSQS.ListQueues\r\nContent-Length: 4194305\r\n\r\n";

    assertThat(exchange(head + "x".repeat(4_194_305)))
        .startsWith("HTTP/1.1 413 Request Entity Too Large\r\n")
        .endsWith(
            "\r\n\r\n{\"__type\":\"RequestEntityTooLargeException\",\"message\":\"The request's body is longer than 4194304 bytes.\"}");
  }

  @Test
  void refusesOtherMethods() throws Exception {
    assertThat(exchange("GET / HTTP/1.1\r\nHost: x\r\n\r\n"))
        .startsWith("HTTP/1.1 405 Method Not Allowed\r\n")
        .endsWith(
            "{\"__type\":\"MethodNotAllowed\",\"message\":\"LocalAws takes POST, as AWS's JSON protocols do.\"}");
  }

  @Test
  void refusesWhatIsNotHttp() throws Exception {
    assertThat(exchange("\u0016\u0003\u0001 hello\r\n\r\n"))
        .startsWith("HTTP/1.1 400 Bad Request\r\n")
        .endsWith("{\"__type\":\"BadRequest\",\"message\":\"The request is not HTTP/1.1.\"}");
  }

  @Test
  void servesOthersWhileManyClientsSendHalfRequests() throws Exception {
    List<RawClient> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 200; i++) {
        RawClient client = RawClient.connect(aws.endpoint());
        slow.add(client);
        client.send("POST / HTTP/1.1\r\nContent-Length: 100\r\n\r\n{");
      }
      assertThat(post("AmazonSQS.ListQueues", "{}").body()).isEqualTo("{}");
    } finally {
      for (RawClient client : slow) {
        client.close();
      }
    }
  }

  @Test
  void keepsAConnectionAndAnswersInTheOrderOfTheRequests() throws Exception {
    aws.organization().account("123456789012").queue("orders").send("one");
    String receive =
        request(
            "AmazonSQS.ReceiveMessage",
            "{\"QueueUrl\":\"/123456789012/orders\",\"WaitTimeSeconds\":20}",
            "");
    String list = request("AmazonSQS.ListQueues", "{}", "Connection: close\r\n");

    assertThat(exchange(receive + list))
        .containsSubsequence(
            "\"Body\":\"one\"", "\"QueueUrls\":[\"http://x/123456789012/orders\"]");
  }

  @Test
  void hangsUpOnAClientThatSendsTooFarAhead() throws Exception {
    aws.organization().account("123456789012").queue("orders");
    String receive =
        request(
            "AmazonSQS.ReceiveMessage",
            "{\"QueueUrl\":\"/123456789012/orders\",\"WaitTimeSeconds\":20}",
            "");

    assertThat(exchange(receive.repeat(10))).isEmpty();
  }

  private HttpResponse<String> post(String target, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(aws.endpoint())
            .header("Authorization", SIGNED)
            .POST(BodyPublishers.ofString(body));
    if (!target.isEmpty()) {
      request.header("X-Amz-Target", target);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private static String request(String target, String body, String header) {
    return "POST / HTTP/1.1\r\nHost: x\r\nX-Amz-Target: %s\r\n%sContent-Length: %d\r\n\r\n%s"
        .formatted(target, header, body.length(), body);
  }

  private String exchange(String bytes) throws IOException {
    return RawClient.exchange(aws.endpoint(), bytes);
  }
}
