// SPDX-License-Identifier: Apache-2.0
package io.busbar.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.core.EventPublisher;
import io.busbar.core.EventType;
import io.busbar.core.OutgoingEvent;
import io.busbar.core.handler.EventHandler;
import io.busbar.outbox.EntryFilter;
import io.busbar.outbox.OutboxOperations;
import io.busbar.testkit.Account;
import io.busbar.testkit.Queue;
import io.busbar.testkit.aws.LocalAws;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Operating the application by HTTP, through its web server. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.application.name=order-processing",
      "busbar.bus=default",
      "busbar.outbox.create-schema=true",
      "busbar.queues.orders.dead-letter-queue=orders-dead",
      "busbar.queues.orders.wait-time=1s",
      "management.endpoints.web.exposure.include=busbaroutbox,busbardeadletters,health",
      "management.endpoint.health.show-details=always"
    })
class EndpointsOverHttpTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final LocalAws AWS = LocalAws.start();
  private static final Account ACCOUNT = AWS.organization().account("777777777777");
  private static final Queue DEAD = ACCOUNT.queue("orders-dead");

  static {
    ACCOUNT
        .bus("default")
        .rule("placed")
        .pattern("{\"detail-type\":[\"Order Placed\"]}")
        .to(ACCOUNT.queue("orders"));
  }

  @EventType(source = "grocer.customer-web", name = "Order Placed", version = 1)
  record OrderPlaced(String orderId) {}

  /** Cannot handle what it has not been taught yet. */
  static class Orders {
    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final Set<String> handled = ConcurrentHashMap.newKeySet();

    @EventHandler(id = "orders")
    void on(OrderPlaced order) {
      if (!known.contains(order.orderId())) {
        throw new IllegalArgumentException("Unknown order.");
      }
      handled.add(order.orderId());
    }
  }

  @SpringBootConfiguration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Application {
    @Bean
    Orders orders() {
      return new Orders();
    }

    @Bean
    BusbarConnectionDetails localAws() {
      return new LocalAwsConnectionDetails(AWS, "777777777777");
    }
  }

  @LocalServerPort private int port;
  @Autowired private Orders orders;
  @Autowired private EventPublisher events;
  @Autowired private TransactionTemplate transactions;
  @Autowired private SpringOutbox stored;

  @AfterAll
  static void close() {
    AWS.close();
  }

  @Test
  void listsRedrivesAndDiscardsDeadLetters() throws Exception {
    assertThat(get("busbardeadletters").body()).isEqualTo("[\"orders\"]");
    publish(new OrderPlaced("late"));
    publish(new OrderPlaced("never"));
    await().atMost(LONG).until(() -> DEAD.counts().total() == 2);

    JsonNode letters = JSON.readTree(get("busbardeadletters/orders").body());
    assertThat(letters).hasSize(2);
    assertThat(letters.get(0).path("handler").asString()).isEqualTo("orders");
    assertThat(letters.get(0).path("reason").asString()).contains("Unknown order.");
    assertThat(letters.toString()).as("no details").doesNotContain("orderId");

    orders.known.add("late");
    String digest = letters.get(0).path("digest").asString();
    assertThat(post("busbardeadletters/orders", "{}").body())
        .isEqualTo("{\"seen\":2,\"matched\":2,\"done\":0}");
    assertThat(
            post(
                    "busbardeadletters/orders",
                    "{\"digest\":\"" + digest + "\",\"perSecond\":50,\"execute\":true}")
                .body())
        .isEqualTo("{\"seen\":2,\"matched\":2,\"done\":2}");
    await().atMost(LONG).until(() -> orders.handled.contains("late"));
    await().atMost(LONG).until(() -> DEAD.counts().total() == 1);

    assertThat(delete("busbardeadletters/orders?digest=other").body())
        .isEqualTo("{\"seen\":1,\"matched\":0,\"done\":0}");
    assertThat(delete("busbardeadletters/orders?execute=true").body())
        .isEqualTo("{\"seen\":1,\"matched\":1,\"done\":1}");
    assertThat(DEAD.counts().total()).isZero();
  }

  @Test
  void listsRequeuesAndDiscardsWhatTheOutboxHasGivenUp() throws Exception {
    orders.known.add("again");
    long id = bury(new OrderPlaced("again"));
    assertThat(JSON.readTree(get("busbaroutbox").body()).path("dead").asInt()).isEqualTo(1);
    JsonNode dead = JSON.readTree(get("busbaroutbox/dead").body());
    assertThat(dead.get(0).path("entry").path("id").asLong()).isEqualTo(id);
    assertThat(dead.toString()).as("no details").doesNotContain("orderId");

    assertThat(post("busbaroutbox/dead/" + id, "").body()).isEqualTo("{\"requeued\":1}");
    await().atMost(LONG).until(() -> orders.handled.contains("again"));
    assertThat(get("busbaroutbox/dead").body()).isEqualTo("[]");

    long useless = bury(new OrderPlaced("useless"));
    assertThat(get("busbaroutbox/dead?detailType=Other").body()).isEqualTo("[]");
    assertThat(get("busbaroutbox/dead?afterId=" + useless).body()).isEqualTo("[]");
    assertThat(get("busbaroutbox/entries").body()).isEqualTo("[]");
    assertThat(delete("busbaroutbox/dead/" + useless).body()).isEqualTo("{\"discarded\":1}");
    assertThat(delete("busbaroutbox/dead/" + useless))
        .satisfies(
            is(
                404,
                "Not there",
                "The outbox has no dead event '%d': it may have been published again or discarded meanwhile. GET dead lists those that are there."
                    .formatted(useless)));
  }

  @Test
  void saysWhatIsWrongWithTheInput() throws Exception {
    assertThat(get("busbaroutbox/letters"))
        .satisfies(is(400, "Wrong input", "An outbox has no 'letters'. Ask for entries or dead."));
    assertThat(get("busbaroutbox/entries?afterId=x"))
        .satisfies(
            is(
                400,
                "Wrong input",
                "afterId must be a whole number, but was 'x'. Write it in digits, as in 17."));
    assertThat(post("busbaroutbox/dead/17a", ""))
        .satisfies(
            is(
                400,
                "Wrong input",
                "The id must be a whole number, but was '17a'. Write it in digits, as in 17."));
    assertThat(delete("busbaroutbox/entries/17"))
        .satisfies(
            is(
                400,
                "Wrong input",
                "Only dead events can be published again or discarded, but this names 'entries'. Use dead/ID."));
    assertThat(get("busbardeadletters/other"))
        .satisfies(
            is(
                404,
                "Not there",
                "'other' is none of the queues with dead letters. These are [orders]; give busbar.queues.other.dead-letter-queue."));
    assertThat(delete("busbardeadletters/orders?execute=yes"))
        .satisfies(
            is(
                400,
                "Wrong input",
                "execute must be true or false, but was 'yes'. Leave it out to be told only what would be done."));
    assertThat(post("busbardeadletters/orders", "{\"perSecond\":0}"))
        .satisfies(
            is(
                400,
                "Wrong input",
                "Letters are redriven at 1 or more in a second, but the rate was 0. Use DRY_RUN to redrive none."));
  }

  @Test
  void showsItsPartsAmongTheHealth() throws Exception {
    JsonNode health = JSON.readTree(get("health").body());
    assertThat(health.path("components").path("busbar").path("details").propertyNames())
        .contains("outbox", "container orders");
  }

  /** Stores an event that is not due and gives it up at once. */
  private long bury(OrderPlaced order) {
    OutboxOperations operations = stored.outbox().orElseThrow().operations();
    await("earlier events are gone").atMost(LONG).until(() -> isEmpty(operations));
    OutgoingEvent later = OutgoingEvent.builder(order).delay(Duration.ofHours(1)).build();
    publish(later);
    long entry = operations.entries(EntryFilter.all()).get(0).id();
    assertThat(operations.bury(entry)).isTrue();
    return operations.deadLetters(EntryFilter.all()).get(0).entry().id();
  }

  private static boolean isEmpty(OutboxOperations operations) {
    return operations.entries(EntryFilter.all()).isEmpty();
  }

  private void publish(Object event) {
    transactions.executeWithoutResult(status -> events.publish(event));
  }

  private static Consumer<HttpResponse<String>> is(int status, String title, String detail) {
    return answer -> {
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
      assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
      JsonNode problem = JSON.readTree(answer.body());
      assertThat(problem.path("status").asInt()).isEqualTo(status);
      assertThat(problem.path("title").asString()).isEqualTo(title);
      assertThat(problem.path("detail").asString()).isEqualTo(detail);
    };
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(path, request -> request.GET());
  }

  private HttpResponse<String> post(String path, String json) throws Exception {
    return send(path, request -> request.POST(BodyPublishers.ofString(json)));
  }

  private HttpResponse<String> delete(String path) throws Exception {
    return send(path, request -> request.DELETE());
  }

  private HttpResponse<String> send(String path, UnaryOperator<HttpRequest.Builder> method)
      throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + port + "/actuator/" + path);
    HttpRequest request =
        method
            .apply(HttpRequest.newBuilder(uri).header("Content-Type", "application/json"))
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }
}
