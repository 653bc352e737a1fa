// SPDX-License-Identifier: Apache-2.0
package io.busbar.publisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.core.BusbarConfig;
import io.busbar.core.ConfigurationException;
import io.busbar.core.ServiceIdentity;
import io.busbar.core.publish.PublishPipeline;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BusVerificationTest {
  private static final String MISSING =
      "{\"__type\":\"ResourceNotFoundException\","
          + "\"message\":\"Event bus central-buss does not exist.\"}";
  private static final ServiceIdentity SERVICE =
      new ServiceIdentity("payment", null, "111111111111", "eu-west-1");
  private static final PublishPipeline PIPELINE =
      PublishPipeline.of(BusbarConfig.builder().service(SERVICE).build());

  private static final StubEndpoint stub = new StubEndpoint();
  private static final Map<Clients, Clients.Open> open = new EnumMap<>(Clients.class);

  @BeforeAll
  static void openClients() {
    for (Clients clients : Clients.values()) {
      open.put(clients, clients.open(stub.uri()));
    }
  }

  @AfterAll
  static void closeClients() {
    open.values().forEach(Clients.Open::close);
    stub.close();
  }

  @ParameterizedTest
  @EnumSource
  void refusesToStartOnABusThatDoesNotExist(Clients clients) {
    stub.behave(StubEndpoint.answering(400, MISSING));

    assertThatThrownBy(() -> build(clients, VerifyBus.FAIL, "central-buss"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            """
              The publisher cannot start:
                1. The event bus 'central-buss' does not exist in account 111111111111, Region \
              eu-west-1: EventBridge would accept events for it with an event id and drop them.
                   Create the bus, or correct its name, the Region or the credentials.""");
    assertThat(stub.requests()).containsExactly("{\"Name\":\"central-buss\"}");
  }

  @Test
  void givesItsFindingToTheCompositionRootInsteadOfThrowing() {
    stub.behave(StubEndpoint.answering(400, MISSING));

    try (EventBridgePublisher publisher =
        EventBridgePublisher.builder(transport(Clients.ASYNC), "central-buss").create(PIPELINE)) {
      assertThat(publisher.check()).hasSize(1);
    }
  }

  @Test
  void onlyWarnsWhenToldSo() {
    stub.behave(StubEndpoint.answering(400, MISSING));

    build(Clients.ASYNC, VerifyBus.WARN, "central-buss");

    assertThat(stub.requests()).hasSize(1);
  }

  @Test
  void doesNotAskWhenToldSo() {
    stub.behave(StubEndpoint.answering(400, MISSING));

    build(Clients.ASYNC, VerifyBus.OFF, "central-buss");

    assertThat(stub.requests()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void startsWhenItMayNotAsk(Clients clients) {
    String denied = "{\"__type\":\"AccessDeniedException\",\"message\":\"Not authorized.\"}";
    stub.behave(StubEndpoint.answering(400, denied));

    build(clients, VerifyBus.FAIL, "central-bus");

    assertThat(stub.requests()).hasSize(1);
  }

  @Test
  void doesNotAskAboutTheBusOfAnotherAccount() {
    stub.behave(StubEndpoint.answering(400, MISSING));

    build(
        Clients.ASYNC,
        VerifyBus.FAIL,
        "arn:aws:events:eu-west-1:222222222222:event-bus/central-bus");

    assertThat(stub.requests()).isEmpty();
  }

  @Test
  void asksAboutAnArnOfItsOwnAccount() {
    String arn = "arn:aws:events:eu-west-1:111111111111:event-bus/central-bus";
    String found = "{\"Name\":\"central-bus\",\"Arn\":\"" + arn + "\"}";
    stub.behave(StubEndpoint.answering(200, found));

    build(Clients.ASYNC, VerifyBus.FAIL, arn);

    assertThat(stub.requests()).containsExactly("{\"Name\":\"" + arn + "\"}");
  }

  private static void build(Clients clients, VerifyBus mode, String bus) {
    EventBridgePublisher.builder(transport(clients), bus).verifyBus(mode).build(PIPELINE).close();
  }

  private static EventBridgeTransport transport(Clients clients) {
    return open.get(clients).transport();
  }
}
