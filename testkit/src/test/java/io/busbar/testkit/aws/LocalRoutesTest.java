// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.PutEventsEntry;
import io.busbar.testkit.VirtualClock;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LocalRoutesTest {
  private final InMemoryOrganization organization =
      InMemoryOrganization.create(VirtualClock.create());
  private final LocalAws aws =
      LocalAws.builder()
          .organization(organization)
          .contents(each -> each.account("121212121212").bus("central-bus"))
          .start();
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    aws.close();
  }

  @Test
  void makesItsContentsAgainAfterAReset() throws Exception {
    organization.account("999999999999").queue("orders").send("one");

    assertThat(send("POST", "/reset", "").body()).isEqualTo("{}");

    assertThat(organization.accounts())
        .extracting(Object::toString)
        .containsExactly("121212121212");
    assertThat(organization.account("121212121212").region().findBus("central-bus")).isPresent();
    assertThat(send("GET", "/reset", "").body()).isEqualTo("{\"message\":\"Use POST here.\"}");
  }

  @Test
  void movesAVirtualClock() throws Exception {
    assertThat(send("GET", "/clock", "").body())
        .isEqualTo("{\"now\":\"2026-01-01T00:00:00Z\",\"virtual\":true}");
    assertThat(send("POST", "/clock", "{\"advance\":\"PT90S\"}").body())
        .isEqualTo("{\"now\":\"2026-01-01T00:01:30Z\",\"virtual\":true}");
    assertThat(send("POST", "/clock", "{\"to\":\"2026-01-01T01:00:00Z\"}").body())
        .contains("2026-01-01T01:00:00Z");
    organization.time().schedule(Duration.ofSeconds(5), () -> {});
    assertThat(send("GET", "/clock", "").body()).contains("\"nextDue\":\"2026-01-01T01:00:05Z\"");
    assertThat(send("POST", "/clock", "{\"to\":\"next\"}").body())
        .isEqualTo("{\"now\":\"2026-01-01T01:00:05Z\",\"virtual\":true}");
  }

  @Test
  void refusesTimesThatCannotBe() throws Exception {
    String refusal =
        "{\"message\":\"Say {\\\"advance\\\":\\\"PT5M\\\"},"
            + " {\\\"to\\\":\\\"2026-01-01T00:05:00Z\\\"} or {\\\"to\\\":\\\"next\\\"}, with a time"
            + " that has not passed.\"}";
    for (String body :
        List.of(
            "",
            "{",
            "[]",
            "{\"advance\":\"soon\"}",
            "{\"advance\":\"-PT1S\"}",
            "{\"to\":\"2025-01-01T00:00:00Z\"}",
            "{\"advance\":\"PT999999999999999999H\"}")) {
      HttpResponse<String> answer = send("POST", "/clock", body);
      assertThat(answer.statusCode()).as(body).isEqualTo(400);
      assertThat(answer.body()).isEqualTo(refusal);
    }
  }

  @Test
  void doesNotMoveTheMachinesClock() throws Exception {
    try (LocalAws real = LocalAws.start()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(real.endpoint() + "/_busbar/clock"))
              .POST(BodyPublishers.ofString("{\"advance\":\"PT1S\"}"))
              .build();
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(409);
      assertThat(answer.body())
          .isEqualTo(
              "{\"message\":\"The time is the machine's and cannot be moved. Start with"
                  + " --virtual-clock.\"}");
    }
  }

  @Test
  void showsWhatIsThereAndWhatHasHappened() throws Exception {
    var hub = organization.account("121212121212").region();
    hub.bus("central-bus").rule("all").pattern("{\"source\":[\"shop\"]}").to(hub.queue("orders"));
    hub.putEvents(
        List.of(
            PutEventsEntry.of("shop", "Order Placed", "{\"_metadata\":{\"id\":\"1\"}}")
                .on("central-bus")));

    assertThat(send("GET", "/state", "").body())
        .isEqualTo(
            "{\"now\":\"2026-01-01T00:00:00Z\",\"virtualClock\":true,\"buses\":[{\"account\":\"121212121212\",\"region\":\"us-east-1\",\"name\":\"central-bus\",\"policy\":false,\"rules\":[{\"name\":\"all\",\"enabled\":true,\"matches\":1,\"pattern\":\"{\\\"source\\\":[\\\"shop\\\"]}\",\"targets\":[\"arn:aws:sqs:us-east-1:121212121212:orders\"]}]}],\"queues\":[{\"account\":\"121212121212\",\"region\":\"us-east-1\",\"name\":\"orders\",\"available\":1,\"inFlight\":0,\"delayed\":0}],\"events\":[{\"lost\":false,\"id\":\"1\",\"name\":\"e1\",\"detailType\":\"Order"
                + " Placed\",\"source\":\"shop\",\"at\":\"2026-01-01T00:00:00Z\",\"steps\":4,\"last\":\"delivered"
                + " to orders\"}]}");
    assertThat(send("GET", "/event?id=1", "").body())
        .contains("+ rule all on central-bus: takes the event.")
        .contains("e1 Order Placed: matched by rule all");
    assertThat(send("GET", "/event?id=2", "").statusCode()).isEqualTo(404);
    assertThat(send("GET", "/nothing", "").body())
        .isEqualTo("{\"message\":\"There is nothing here. Look at /_busbar.\"}");
  }

  @Test
  void keepsPagesFromElsewhereOut() throws Exception {
    String port = ":" + aws.endpoint().getPort();
    assertThat(raw("POST /_busbar/reset", "127.0.0.1" + port, "Origin: https://example.org\r\n"))
        .startsWith("HTTP/1.1 403 Forbidden");
    assertThat(raw("GET /_busbar/state", "rebound.example.org" + port, ""))
        .startsWith("HTTP/1.1 403 Forbidden")
        .endsWith(
            "{\"message\":\"This is for pages of LocalAws itself and for clients that are no"
                + " browser.\"}");
    assertThat(
            raw(
                "GET /_busbar/state",
                "localhost" + port,
                "Origin: http://localhost" + port + "\r\n"))
        .startsWith("HTTP/1.1 200 OK");
  }

  @Test
  void letsBrowsersRunNothingButItsOwn() throws Exception {
    var headers = send("GET", "", "").headers();

    assertThat(headers.firstValue("content-security-policy"))
        .hasValue(
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri"
                + " 'none'; form-action 'none'; frame-ancestors 'none'");
    assertThat(headers.firstValue("cache-control")).hasValue("no-store");
    assertThat(headers.firstValue("x-content-type-options")).hasValue("nosniff");
  }

  private HttpResponse<String> send(String method, String route, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(aws.endpoint() + "/_busbar" + route))
            .method(method, BodyPublishers.ofString(body))
            .build();
    return http.send(request, BodyHandlers.ofString());
  }

  private String raw(String line, String host, String headers) throws Exception {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), aws.endpoint().getPort())) {
      String request =
          line + " HTTP/1.1\r\nHost: " + host + "\r\n" + headers + "Connection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
