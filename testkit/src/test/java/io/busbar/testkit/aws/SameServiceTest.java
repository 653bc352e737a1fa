// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.Queue;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.eventbridge.EventBridgeAsyncClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/** One service, unchanged, on a loopback port and in process, with both kinds of clients. */
class SameServiceTest {
  private static final String ACCOUNT = "999999999999";
  private static final String QUEUE_URL = "https://sqs.us-east-1.amazonaws.com/999999999999/orders";

  private final InMemoryOrganization organization = InMemoryOrganization.create();
  private final LocalAws port = LocalAws.start(organization);
  private final AwsClients onPort = AwsClients.of(port);
  private final Queue queue = organization.account(ACCOUNT).queue("orders");

  private enum Door {
    PORT,
    PORT_ASYNC,
    IN_PROCESS,
    IN_PROCESS_ASYNC
  }

  @AfterEach
  void closeClientsAndPort() {
    onPort.close();
    port.close();
  }

  @ParameterizedTest
  @EnumSource(Door.class)
  void publishesAndConsumes(Door door) {
    organization
        .account(ACCOUNT)
        .bus("central-bus")
        .rule("orders")
        .pattern("{\"source\":[\"grocer.customer-web\"]}")
        .to(queue);
    OrderService service = service(door);

    String eventId = service.place("ord-1a2b3c4d");
    List<String> received = service.takeOne(QUEUE_URL);

    assertThat(received)
        .singleElement()
        .asString()
        .contains("\"id\":\"" + eventId + "\"", "\"detail\":{\"orderId\":\"ord-1a2b3c4d\"}");
    assertThat(queue.counts().available() + queue.counts().inFlight()).isZero();
  }

  @ParameterizedTest
  @EnumSource(Door.class)
  void isToldWhatIsWrong(Door door) {
    OrderService service = service(door);

    assertThatThrownBy(() -> service.takeOne(QUEUE_URL + "2"))
        .satisfiesAnyOf(
            thrown -> assertThat(thrown).isInstanceOf(QueueDoesNotExistException.class),
            thrown -> assertThat(thrown).hasCauseInstanceOf(QueueDoesNotExistException.class))
        .hasMessageContaining("The specified queue does not exist.");
  }

  private OrderService service(Door door) {
    InMemoryClients inProcess = InMemoryClients.of(organization.account(ACCOUNT));
    return switch (door) {
      case PORT -> new OrderService.Blocking(onPort.eventBridge(ACCOUNT), onPort.sqs(ACCOUNT));
      case PORT_ASYNC ->
          new OrderService.Async(onPort.eventBridgeAsync(ACCOUNT), onPort.sqsAsync(ACCOUNT));
      case IN_PROCESS ->
          new OrderService.Blocking(
              inProcess.build(EventBridgeClient.builder()), inProcess.build(SqsClient.builder()));
      case IN_PROCESS_ASYNC ->
          new OrderService.Async(
              inProcess.build(EventBridgeAsyncClient.builder()),
              inProcess.build(SqsAsyncClient.builder()));
    };
  }
}
