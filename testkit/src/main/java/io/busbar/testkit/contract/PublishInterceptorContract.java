// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.busbar.core.BusbarConfig;
import io.busbar.core.EventId;
import io.busbar.core.EventType;
import io.busbar.core.OutgoingEvent;
import io.busbar.core.PublishResult;
import io.busbar.core.Remedy;
import io.busbar.core.publish.Entry;
import io.busbar.core.publish.EventDraft;
import io.busbar.core.publish.PreparedEvent;
import io.busbar.core.publish.PublishInterceptor;
import io.busbar.core.publish.PublishPipeline;
import io.busbar.core.publish.PublishSlot;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * What every {@link PublishInterceptor} promises about the events that it lets through: they stay
 * the events that they were, and nobody's publish fails because of what is heard of their fate. A
 * test class implements this interface and says what is under test; JUnit then runs the tests
 * below.
 */
public interface PublishInterceptorContract {

  /** An event of the tests. */
  @EventType(source = "busbar.contract", name = "Thing Happened", version = 3)
  record ThingHappened(String text, int number) {}

  /** What is under test: the same within one test. */
  PublishInterceptor interceptor();

  @Test
  default void standsInOneSlot() {
    assertSame(interceptor().slot(), interceptor().slot());
  }

  @Test
  default void leavesTheEventWhatItIs() {
    EventId id = newId();

    Entry entry = prepare(id, "ä").entry();

    assertEquals(id, entry.id());
    assertEquals("busbar.contract", entry.name().source());
    assertEquals("Thing Happened", entry.name().detailType());
    assertEquals("central-bus", entry.bus());
    String json = entry.detail().json();
    assertTrue(json.startsWith("{\"_metadata\":{\"id\":\"" + id + "\""), json);
    assertTrue(json.endsWith("\"text\":\"ä\",\"number\":7}"), json);
  }

  @Test
  default void hearsOfEveryFateWithoutThrowing() {
    EventId id = newId();

    assertDoesNotThrow(() -> prepare(id, "a").completed(new PublishResult.Accepted(id, "bus-1")));
    assertDoesNotThrow(() -> prepare(id, "b").completed(new PublishResult.Stored(id)));
    assertDoesNotThrow(
        () ->
            prepare(id, "c")
                .completed(
                    new PublishResult.Rejected(id, "NoAnswer", "", Remedy.MAY_BE_DUPLICATE)));
  }

  /** Whoever refuses an event is heard, not whoever listens. */
  @Test
  default void letsTheRefusalOfAnotherThrough() {
    IllegalStateException refusal = new IllegalStateException("Another refuses the event.");
    PublishPipeline pipeline =
        PublishPipeline.of(
            BusbarConfig.of("contract"),
            interceptor(),
            new PublishInterceptor() {
              @Override
              public PublishSlot slot() {
                return PublishSlot.VALIDATE;
              }

              @Override
              public void intercept(EventDraft draft) {
                throw refusal;
              }
            });

    assertSame(
        refusal,
        assertThrows(
            RuntimeException.class, () -> pipeline.prepare(new ThingHappened("a", 7), "bus")));
  }

  @Test
  default void keepsEventsOfManyThreadsApart() throws Exception {
    PublishPipeline pipeline = pipeline();

    Race<Boolean> race =
        Race.of(
            8,
            () -> {
              boolean right = true;
              for (int i = 0; i < 100; i++) {
                EventId id = newId();
                PreparedEvent prepared = prepare(pipeline, id, "text of " + id);
                right &= prepared.entry().id().equals(id);
                right &= prepared.entry().detail().json().contains("\"text of " + id + '"');
              }
              return right;
            });

    assertEquals(8, race.count(right -> right));
  }

  private PreparedEvent prepare(EventId id, String text) {
    return prepare(pipeline(), id, text);
  }

  private static PreparedEvent prepare(PublishPipeline pipeline, EventId id, String text) {
    return pipeline.prepare(
        OutgoingEvent.builder(new ThingHappened(text, 7)).id(id).build(), "central-bus");
  }

  private PublishPipeline pipeline() {
    return PublishPipeline.of(BusbarConfig.of("contract"), interceptor());
  }

  private static EventId newId() {
    return new EventId(UUID.randomUUID());
  }
}
