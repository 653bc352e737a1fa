// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InMemoryOrganizationTest {
  private static final int THREADS = 8;
  private static final int EVENTS = 400;

  private final InMemoryOrganization aws = InMemoryOrganization.create();

  @ParameterizedTest
  @ValueSource(strings = {"12", "", "12345678901a", "1234567890123"})
  void refusesAnAccountIdThatIsNotTwelveDigits(String id) {
    assertThatThrownBy(() -> aws.account(id))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "An account id has exactly twelve digits, but was '"
                + id
                + "'. Leading zeros count: write it as text.");
  }

  @Test
  void knowsTheSameThingUnderTheSameName() {
    Account account = aws.account("000000000000");

    assertThat(aws.account("000000000000")).isSameAs(account);
    assertThat(account.region("us-east-1")).isSameAs(account.region());
    assertThat(account.queue("q")).isSameAs(account.region().queue("q"));
    assertThat(account.bus("b")).isSameAs(account.region().bus("b"));
    assertThat(account.region("eu-west-1").queue("q")).isNotSameAs(account.queue("q"));
    assertThat(aws.findQueue("arn:aws:sqs:us-east-1:000000000000:q")).contains(account.queue("q"));
    assertThat(aws.findQueue("arn:aws:sqs:us-east-1:000000000001:q")).isEmpty();
    assertThat(aws.findQueue("arn:aws:events:us-east-1:000000000000:event-bus/b")).isEmpty();
  }

  @Test
  void forgetsEverythingWhenItIsReset() {
    Account account = aws.account("111111111111");
    account.queue("q").send("a");
    CompletableFuture<List<Message>> poll =
        account.queue("empty").receive(new ReceiveRequest(1, null, Duration.ofSeconds(20)));
    account.region().putEvents(List.of(PutEventsEntry.of("s", "t", "{}")));

    aws.reset();

    assertThat(poll).isCompletedExceptionally();
    assertThat(aws.accounts()).isEmpty();
    assertThat(aws.journal().entries()).isEmpty();
    assertThat(aws.journal().counts()).isEmpty();
    assertThat(aws.account("111111111111").queue("q").counts().total()).isZero();
  }

  @Test
  void keepsAsManyStepsAsItIsToldAndCountsAll() {
    InMemoryOrganization small = InMemoryOrganization.builder().journalCapacity(3).build();
    Region region = small.account("111111111111").region();
    for (int i = 0; i < 5; i++) {
      region.putEvents(List.of(PutEventsEntry.of("s", "Type " + i % 2, "{}")));
    }

    assertThat(small.journal().entries()).hasSize(3);
    assertThat(small.journal().counts())
        .isEqualTo(
            Map.of(
                "Type 0",
                new EventCounts(3, 0, 3, 0, 0),
                "Type 1",
                new EventCounts(2, 0, 2, 0, 0)));
    assertThatThrownBy(() -> InMemoryOrganization.builder().journalCapacity(0))
        .hasMessage("The journal must keep at least one step, but was told to keep '0'.");
  }

  @Test
  void losesNothingBetweenManyThreads() throws Exception {
    Bus bus = aws.account("121212121212").bus("central-bus");
    Queue queue = aws.account("777777777777").queue("orders");
    bus.rule("orders").pattern("{\"detail-type\":[\"Order Placed\"]}").to(queue);
    Set<String> received = ConcurrentHashMap.newKeySet();
    AtomicInteger deliveries = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(2 * THREADS);
    try {
      List<Future<?>> work = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        String name = "t" + thread;
        work.add(threads.submit(() -> putMany(bus, name)));
        work.add(threads.submit(() -> receiveMany(queue, received, deliveries)));
      }
      for (Future<?> each : work) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(received).hasSize(THREADS * EVENTS);
    assertThat(deliveries).hasValue(THREADS * EVENTS);
    assertThat(queue.counts().total()).isZero();
  }

  private static void putMany(Bus bus, String name) {
    for (int i = 0; i < EVENTS; i++) {
      String detail = "{\"n\":\"" + name + "-" + i + "\"}";
      bus.region()
          .putEvents(List.of(PutEventsEntry.of("s", "Order Placed", detail).on("central-bus")));
    }
  }

  /** Ends when all have been received by somebody, woken by long polls that end at once then. */
  private static void receiveMany(Queue queue, Set<String> received, AtomicInteger deliveries) {
    ReceiveRequest poll = new ReceiveRequest(10, null, Duration.ofMillis(20));
    while (received.size() < THREADS * EVENTS) {
      for (Message message : queue.receive(poll).join()) {
        String body = message.body();
        received.add(body.substring(body.indexOf("\"detail\":")));
        deliveries.incrementAndGet();
        queue.delete(message.receiptHandle());
      }
    }
  }
}
