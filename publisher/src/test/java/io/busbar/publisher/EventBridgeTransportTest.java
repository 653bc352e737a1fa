// SPDX-License-Identifier: Apache-2.0
package io.busbar.publisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.busbar.core.EncodedDetail;
import io.busbar.core.publish.Entry;
import io.busbar.core.publish.EntryResult;
import io.busbar.core.publish.Fault;
import io.busbar.core.publish.TransportException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EventBridgeTransportTest {
  private static final StubEndpoint stub = new StubEndpoint();
  private static final Map<Clients, Clients.Open> open = new EnumMap<>(Clients.class);

  private static final String FULL =
      "{\"Time\":1795413600.000,\"Source\":\"grocer.payment\",\"Resources\":[\"arn:aws:s3:::a\"],"
          + "\"DetailType\":\"PaymentCharged\",\"Detail\":\"{\\\"a\\\":\\\"ä\\\"}\","
          + "\"EventBusName\":\"central-bus\",\"TraceHeader\":\"Root=1-5\"}";
  private static final String BARE =
      "{\"Source\":\"grocer.payment\",\"DetailType\":\"PaymentCharged\","
          + "\"Detail\":\"{\\\"number\\\":1}\",\"EventBusName\":\"central-bus\"}";

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
  void sendsEveryPartOfAnEntryAndMatchesTheResultsByIndex(Clients clients) {
    String answer =
        """
        {"FailedEntryCount":1,"Entries":[{"EventId":"e-0"},
        {"ErrorCode":"ThrottlingException","ErrorMessage":"Rate exceeded"},{"EventId":"e-2"}]}
        """;
    stub.behave(StubEndpoint.answering(200, answer));

    List<EntryResult> results = send(clients, full(0), Events.entry(1), full(2));

    assertThat(results)
        .containsExactly(
            new EntryResult.Accepted("e-0"),
            new EntryResult.Refused("ThrottlingException", "Rate exceeded"),
            new EntryResult.Accepted("e-2"));
    assertThat(stub.requests())
        .containsExactly("{\"Entries\":[" + FULL + "," + BARE + "," + FULL + "]}");
  }

  @ParameterizedTest
  @EnumSource
  void takesAWrongNumberOfResultsForUnknown(Clients clients) {
    StubEndpoint.Behaviour one =
        StubEndpoint.answering(200, "{\"FailedEntryCount\":0,\"Entries\":[{\"EventId\":\"e-0\"}]}");
    stub.behave(one);

    EntryResult unknown =
        new EntryResult.Unknown(
            "EventBridge answered 1 results for 2 entries, so none can be matched to its entry."
                + " Check the endpoint: EventBridge itself answers one for each.");

    assertThat(send(clients, Events.entry(0), Events.entry(1))).containsExactly(unknown, unknown);
  }

  @ParameterizedTest
  @EnumSource
  void takesAResultWithoutIdAndCodeForUnknown(Clients clients) {
    stub.behave(StubEndpoint.answering(200, "{\"Entries\":[{}]}"));

    assertThat(send(clients, Events.entry(0)))
        .containsExactly(
            new EntryResult.Unknown("EventBridge answered neither an event id nor an error code."));
  }

  @ParameterizedTest
  @CsvSource({
    "ASYNC, 400, ThrottlingException, CAPACITY",
    "SYNC, 400, ThrottlingException, CAPACITY",
    "ASYNC, 500, InternalFailure, CAPACITY",
    "SYNC, 503, ServiceUnavailable, CAPACITY",
    "ASYNC, 400, AccessDeniedException, ACCESS",
    "SYNC, 400, ExpiredTokenException, CONFIGURATION",
    "ASYNC, 400, ValidationException, EVENT"
  })
  void throwsWhatEventBridgeAnsweredForTheWholeRequest(
      Clients clients, int status, String code, Fault fault) {
    String body = "{\"__type\":\"" + code + "\",\"message\":\"As AWS says.\"}";
    stub.behave(StubEndpoint.answering(status, body));

    TransportException failure = failure(clients);

    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure.fault()).isEqualTo(fault);
    assertThat(failure)
        .hasMessageStartingWith(
            "EventBridge refused the request with its entries (1): "
                + code
                + " (HTTP "
                + status
                + "): As AWS says. ");
    assertThat(stub.requests()).hasSize(1);
  }

  @Test
  void saysWhatToDoAboutAMissingPermission() {
    String body =
        "{\"__type\":\"AccessDeniedException\",\"message\":\"User: arn:aws:iam::111111111111:user/a"
            + " is not authorized to perform: events:PutEvents\"}";
    stub.behave(StubEndpoint.answering(400, body));

    assertThat(failure(Clients.ASYNC))
        .hasMessage(
            "EventBridge refused the request with its entries (1): AccessDeniedException (HTTP"
                + " 400): User: arn:aws:iam::111111111111:user/a is not authorized to perform:"
                + " events:PutEvents. Allow events:PutEvents on the bus for the caller's role,"
                + " and in the bus policy when the bus is another account's.");
  }

  @ParameterizedTest
  @EnumSource
  void takesAnAnswerOfSomethingInBetweenForUnknown(Clients clients) {
    stub.behave(StubEndpoint.answering(502, "<html>Bad Gateway</html>"));

    assertThat(send(clients, Events.entry(0))).allMatch(EntryResult.Unknown.class::isInstance);
  }

  @ParameterizedTest
  @EnumSource
  void takesAnUnreadableAnswerForUnknown(Clients clients) {
    stub.behave(StubEndpoint.answering(200, "{\"Entries\":["));

    assertThat(send(clients, Events.entry(0))).allMatch(EntryResult.Unknown.class::isInstance);
  }

  @ParameterizedTest
  @EnumSource
  void takesATimeoutForUnknown(Clients clients) {
    stub.behave(StubEndpoint.silent());

    try (Clients.Open hasty = clients.open(stub.uri(), Duration.ofMillis(300))) {
      List<EntryResult> results =
          hasty.transport().send(List.of(Events.entry(0), Events.entry(1))).join();

      assertThat(results).hasSize(2).allMatch(EntryResult.Unknown.class::isInstance);
      assertThat(((EntryResult.Unknown) results.get(0)).reason())
          .startsWith("The request got no answer that can be read: ApiCallTimeoutException: ");
    }
  }

  @ParameterizedTest
  @EnumSource
  void takesALostConnectionForUnknown(Clients clients) {
    stub.behave(StubEndpoint.closingTheConnection());

    assertThat(send(clients, Events.entry(0))).allMatch(EntryResult.Unknown.class::isInstance);
  }

  @ParameterizedTest
  @EnumSource
  void throwsWhenTheConnectionIsRefusedBecauseNothingWasSent(Clients clients) throws IOException {
    try (Clients.Open nowhere = clients.open(URI.create("http://127.0.0.1:" + freePort()))) {
      TransportException failure = failure(nowhere);

      assertThat(failure.fault()).isEqualTo(Fault.CAPACITY);
      assertThat(failure.getMessage())
          .startsWith("The request was not sent: ")
          .endsWith(
              " Check the client's endpoint, Region and credentials, and the network between.");
    }
  }

  private static Entry full(int number) {
    return new Entry(
        Events.id(number),
        Events.NAME,
        Events.BUS,
        EncodedDetail.of("{\"a\":\"ä\"}".getBytes(StandardCharsets.UTF_8)),
        List.of("arn:aws:s3:::a"),
        Instant.parse("2026-11-23T06:00:00Z"),
        null,
        null,
        "Root=1-5",
        null);
  }

  private static List<EntryResult> send(Clients clients, Entry... entries) {
    return open.get(clients).transport().send(List.of(entries)).join();
  }

  private static TransportException failure(Clients clients) {
    return failure(open.get(clients));
  }

  private static TransportException failure(Clients.Open clients) {
    Throwable failure =
        catchThrowable(() -> clients.transport().send(List.of(Events.entry(0))).join());
    assertThat(failure).isInstanceOf(CompletionException.class);
    assertThat(failure.getCause()).isInstanceOf(TransportException.class);
    return (TransportException) failure.getCause();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
