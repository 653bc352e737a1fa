// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.busbar.core.EventId;
import io.busbar.core.EventPublisher;
import io.busbar.core.EventType;
import io.busbar.core.OutgoingEvent;
import io.busbar.core.PublishResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * What every {@link EventPublisher} promises. A test class implements this interface and says what
 * is under test; JUnit then runs the tests below.
 *
 * <p>The publisher's bus has one rule, for the source {@value #SOURCE}, and one target.
 */
public interface EventPublisherContract {

  /** The source of all events that are published here. */
  String SOURCE = "busbar.contract";

  /** An event of the tests. */
  @EventType(source = SOURCE, name = "Thing Happened", version = 3)
  record ThingHappened(String text, int number) {}

  /** What is under test. */
  EventPublisher publisher();

  /**
   * Where publishing is part of something larger: an outbox runs the work in a transaction and
   * commits it. Default: runs the work.
   */
  default <T> T publishing(Callable<T> work) throws Exception {
    return work.call();
  }

  /**
   * What has arrived at the rule's target: the details' JSON. Waits, or moves whatever carries
   * events on, until {@code expected} are there.
   *
   * @return as many as came, in any order
   */
  List<String> takeDelivered(int expected) throws Exception;

  @Test
  default void deliversAnEventUnderTheIdThatItAnswers() throws Exception {
    PublishResult result = publishing(() -> publisher().publish(new ThingHappened("ä \"x\"", 7)));

    assertTrue(result.isSafe(), result::toString);
    String detail = takeDelivered(1).get(0);
    assertTrue(detail.startsWith("{\"_metadata\":{\"id\":\"" + result.id() + "\""), detail);
    assertTrue(detail.contains("\"schemaVersion\":3"), detail);
    assertTrue(detail.endsWith("\"text\":\"ä \\\"x\\\"\",\"number\":7}"), detail);
  }

  @Test
  default void keepsTheIdThatItIsGiven() throws Exception {
    EventId id = new EventId(UUID.randomUUID());
    OutgoingEvent event = OutgoingEvent.builder(new ThingHappened("own", 1)).id(id).build();

    PublishResult result = publishing(() -> publisher().publish(event));

    assertEquals(id, result.id());
    assertTrue(takeDelivered(1).get(0).contains(id.toString()));
  }

  @Test
  default void answersWithoutWaiting() throws Exception {
    CompletableFuture<PublishResult> pending =
        publishing(() -> publisher().publishAsync(new ThingHappened("later", 1)));

    takeDelivered(1);
    assertTrue(pending.join().isSafe());
  }

  @Test
  default void answersForEveryEventInTheirOrder() throws Exception {
    List<EventId> ids = new ArrayList<>();
    List<OutgoingEvent> events = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      ids.add(new EventId(UUID.randomUUID()));
      events.add(OutgoingEvent.builder(new ThingHappened("one of many", i)).id(ids.get(i)).build());
    }

    List<PublishResult> results = publishing(() -> publisher().publishAll(events));

    assertEquals(ids, results.stream().map(PublishResult::id).toList());
    assertTrue(results.stream().allMatch(PublishResult::isSafe), results::toString);
    assertEquals(25, takeDelivered(25).size());
  }

  /** A refusal is data: the others go on. */
  @Test
  default void refusesOneEventAndTakesTheOthers() throws Exception {
    OutgoingEvent broken =
        OutgoingEvent.builder(SOURCE, "Broken", "[1]".getBytes(StandardCharsets.UTF_8)).build();

    List<PublishResult> results =
        publishing(
            () ->
                publisher()
                    .publishAll(
                        List.of(new ThingHappened("a", 1), broken, new ThingHappened("b", 2))));

    assertTrue(results.get(0).isSafe(), results::toString);
    PublishResult.Rejected rejected =
        assertInstanceOf(PublishResult.Rejected.class, results.get(1));
    assertFalse(rejected.code().isBlank() || rejected.message().isBlank(), rejected::toString);
    assertTrue(results.get(2).isSafe(), results::toString);
    assertEquals(2, takeDelivered(2).size());
  }

  /** Not an event at all: the call is wrong, and no result could say for which event. */
  @Test
  default void throwsForAMistakeInTheCall() {
    assertThrows(
        RuntimeException.class, () -> publishing(() -> publisher().publish("no event type")));
  }

  @Test
  default void publishesFromManyThreadsAtOnce() throws Exception {
    Race<PublishResult> race =
        Race.of(8, () -> publishing(() -> publisher().publish(new ThingHappened("many", 1))));

    assertEquals(8, race.count(PublishResult::isSafe));
    assertEquals(8, race.results().stream().map(PublishResult::id).distinct().count());
    assertEquals(8, takeDelivered(8).size());
  }
}
