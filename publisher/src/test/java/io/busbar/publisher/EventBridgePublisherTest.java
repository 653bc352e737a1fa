// SPDX-License-Identifier: Apache-2.0
package io.busbar.publisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.core.ConfigurationException;
import io.busbar.core.EventType;
import io.busbar.core.Health;
import io.busbar.core.InvalidEventException;
import io.busbar.core.OutgoingEvent;
import io.busbar.core.PublishResult;
import io.busbar.core.Remedy;
import io.busbar.core.ServiceLimits;
import io.busbar.core.publish.EntryResult;
import io.busbar.core.publish.PublishPipeline;
import io.busbar.core.publish.PublishSlot;
import io.busbar.testkit.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventBridgePublisherTest {
  private static final Executor NEW_THREAD = task -> new Thread(task).start();
  private final VirtualClock clock = VirtualClock.create();
  private final HeardInstruments instruments = new HeardInstruments();
  private final PublishPipeline pipeline =
      PublishPipeline.of(BatcherFixture.config(clock, instruments));
  private final List<EventBridgePublisher> open = new ArrayList<>();
  private ScriptedTransport bus = new ScriptedTransport();

  @EventType(source = "grocer.payment", name = "PaymentCharged")
  record PaymentCharged(String payment, int cents) {}

  @AfterEach
  void close() {
    bus.answers(ScriptedTransport::accepted);
    // Whatever a test has left hanging is given up at once.
    CompletableFuture<?> closed =
        CompletableFuture.runAsync(() -> open.forEach(EventBridgePublisher::close), NEW_THREAD);
    Awaitility.await()
        .until(
            () -> {
              clock.advance(Duration.ofMinutes(1));
              return closed.isDone();
            });
  }

  @Test
  void publishesARecordToItsBus() {
    PublishResult result = publisher().publish(new PaymentCharged("p-1", 100));

    assertThat(result).isEqualTo(new PublishResult.Accepted(result.id(), "bus-" + result.id()));
    assertThat(bus.requests().get(0).get(0).bus()).isEqualTo("central-bus");
    assertThat(bus.requests().get(0).get(0).name()).isEqualTo(Events.NAME);
    assertThat(instruments.heard()).containsExactly("requestSent 1", "published central-bus none");
  }

  @Test
  void packsTheEventsOfOneCallTogetherAndAnswersInTheirOrder() {
    List<PaymentCharged> events =
        IntStream.range(0, 25).mapToObj(i -> new PaymentCharged("p-" + i, i)).toList();

    List<PublishResult> results = publisher().publishAll(events);

    assertThat(bus.requestSizes()).containsExactly(10, 10, 5);
    assertThat(results).hasSize(25).allMatch(PublishResult::isSafe);
    assertThat(results)
        .extracting(PublishResult::id)
        .containsExactlyElementsOf(
            bus.requests().stream().flatMap(List::stream).map(entry -> entry.id()).toList());
  }

  @Test
  void publishesMoreEventsInOneCallThanTheQueueHolds() {
    EventBridgePublisher publisher = start(builder().queueCapacity(3));
    List<PaymentCharged> events =
        IntStream.range(0, 25).mapToObj(i -> new PaymentCharged("p-" + i, i)).toList();

    assertThat(publisher.publishAll(events)).hasSize(25).allMatch(PublishResult::isSafe);
  }

  @Test
  void throwsAtTheCallerWhenTheEventHasNoType() {
    EventBridgePublisher publisher = publisher();
    String text =
        "java.lang.String has no @EventType, so its source and detail-type are not known. Annotate"
            + " it with @EventType(source = \"…\", name = \"…\"), or publish"
            + " OutgoingEvent.builder(source, detailType, detail).";

    assertThatThrownBy(() -> publisher.publish("no event"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(text);
    assertThat(publisher.publishAsync("no event"))
        .isCompletedExceptionally()
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .havingCause()
        .isInstanceOf(IllegalArgumentException.class)
        .withMessage(text);
  }

  @Test
  void sendsNothingOfACallInWhichOneEventHasNoType() {
    EventBridgePublisher publisher = publisher();

    assertThatThrownBy(() -> publisher.publishAll(List.of(new PaymentCharged("p-1", 1), "none")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(bus.requests()).isEmpty();
  }

  @Test
  void rejectsADetailThatIsNoJsonObject() {
    OutgoingEvent event =
        OutgoingEvent.builder("grocer.payment", "PaymentCharged", List.of(1))
            .id(Events.id(7))
            .build();

    PublishResult result = publisher().publish(event);

    assertThat(result)
        .isInstanceOfSatisfying(
            PublishResult.Rejected.class,
            rejected -> {
              assertThat(rejected.id()).isEqualTo(Events.id(7));
              assertThat(rejected.code()).isEqualTo("MalformedDetail");
              assertThat(rejected.remedy()).isEqualTo(Remedy.FIX_EVENT);
            });
    assertThat(bus.requests()).isEmpty();
    assertThat(instruments.heard()).containsExactly("published central-bus MalformedDetail");
  }

  @Test
  void rejectsADelayedEventAndNamesTheOutbox() {
    OutgoingEvent event =
        OutgoingEvent.builder(new PaymentCharged("p-1", 1))
            .id(Events.id(7))
            .delay(Duration.ofMinutes(15))
            .build();

    assertThat(publisher().publish(event))
        .isEqualTo(
            new PublishResult.Rejected(
                Events.id(7),
                "DelayNeedsOutbox",
                "The event is to be delivered later (after PT15M), and a publisher sends at once:"
                    + " EventBridge does not wait. Publish it through an outbox, or leave delay and"
                    + " deliverAt out.",
                Remedy.FIX_EVENT));
  }

  @Test
  void rejectsAnEventAboveTheLimitAndNamesItsLargestMembers() {
    bus = new ScriptedTransport(new ServiceLimits(10, 500, 2_048));
    OutgoingEvent event =
        OutgoingEvent.builder(
                "grocer.payment",
                "PaymentCharged",
                Map.of("receipt", "x".repeat(500), "payment", "p-1"))
            .id(Events.id(7))
            .reservedMembers(false)
            .build();

    assertThat(publisher().publish(event))
        .isEqualTo(
            new PublishResult.Rejected(
                Events.id(7),
                "EntryTooLarge",
                "The event 'PaymentCharged' from grocer.payment has 558 bytes, and a request to"
                    + " EventBridge must have less than 500. The largest members of its detail are 'receipt' (502 bytes), 'payment' (5"
                    + " bytes). Store what is large elsewhere, and publish a reference to it.",
                Remedy.FIX_EVENT));
    assertThat(bus.requests()).isEmpty();
  }

  @Test
  void rejectsAResourceThatIsTooLong() {
    OutgoingEvent event =
        OutgoingEvent.builder(new PaymentCharged("p-1", 1))
            .id(Events.id(7))
            .resources(List.of("arn:aws:s3:::" + "b".repeat(2_036)))
            .build();

    assertThat(publisher().publish(event))
        .isEqualTo(
            new PublishResult.Rejected(
                Events.id(7),
                "InvalidArgument",
                "The event 'PaymentCharged' from grocer.payment has a resource"
                    + " 'arn:aws:s3:::bbbbbbbbbbbbbbbbbbbbbbbbbbb…' of 2049 characters, and"
                    + " EventBridge takes 2048. Resources are ARNs; put what is longer into the"
                    + " detail.",
                Remedy.FIX_EVENT));
  }

  @Test
  void rejectsAnEventForWhichThereWasNoRoomInTime() {
    bus.hangs();
    EventBridgePublisher publisher = start(builder().queueCapacity(1));
    CompletableFuture<PublishResult> first = publisher.publishAsync(new PaymentCharged("p-1", 1));
    CompletableFuture<PublishResult> second =
        CompletableFuture.supplyAsync(
            () -> publisher.publish(new PaymentCharged("p-2", 2)), NEW_THREAD);
    Awaitility.await().until(() -> clock.nextDue().isPresent());

    clock.advance(Duration.ofSeconds(5));

    PublishResult result = second.join();
    assertThat(result)
        .isEqualTo(
            new PublishResult.Rejected(
                result.id(),
                "QueueFull",
                "The publisher of bus 'central-bus' holds as many unfinished events as it may"
                    + " (1), and had no room within 5 s. EventBridge takes less than the service"
                    + " publishes, or cannot be reached: see the publisher's health, raise"
                    + " maxInFlight or queueCapacity, or use an outbox.",
                Remedy.TRY_LATER));
    assertThat(first).isNotDone();
  }

  @Test
  void sendsAgainWhatWasThrottled() {
    bus.answers(
        entry ->
            bus.requests().size() == 1
                ? new EntryResult.Refused("ThrottlingException", "Rate exceeded")
                : ScriptedTransport.accepted(entry));
    CompletableFuture<PublishResult> result =
        publisher().publishAsync(new PaymentCharged("p-1", 1));
    Awaitility.await().until(() -> clock.nextDue().isPresent());
    assertThat(result).isNotDone();

    clock.advance(Duration.ofSeconds(1));

    assertThat(result.join().isSafe()).isTrue();
    assertThat(bus.requests().get(1).get(0).id()).isEqualTo(bus.requests().get(0).get(0).id());
  }

  @Test
  void finishesAtTheCloseWhatItHasBegun() {
    CompletableFuture<List<EntryResult>> answer = new CompletableFuture<>();
    bus.answersRequests(entries -> answer);
    EventBridgePublisher publisher = publisher();
    CompletableFuture<PublishResult> result = publisher.publishAsync(new PaymentCharged("p-1", 1));
    CompletableFuture<Void> closed = CompletableFuture.runAsync(publisher::close, NEW_THREAD);
    Awaitility.await().until(() -> clock.nextDue().isPresent());
    assertThat(closed).isNotDone();

    answer.complete(List.of(new EntryResult.Accepted("bus-1")));

    closed.join();
    assertThat(result.join()).isEqualTo(new PublishResult.Accepted(result.join().id(), "bus-1"));
    assertThat(clock.nextDue()).isEmpty();
  }

  @Test
  void reportsAtTheCloseWhatItCouldNotFinishWithinTheGrace() {
    bus.hangs();
    EventBridgePublisher publisher = publisher();
    CompletableFuture<PublishResult> result = publisher.publishAsync(new PaymentCharged("p-1", 1));
    Awaitility.await().until(() -> !bus.requests().isEmpty());
    CompletableFuture<Void> closed = CompletableFuture.runAsync(publisher::close, NEW_THREAD);
    Awaitility.await().until(() -> clock.nextDue().isPresent());

    clock.advance(Duration.ofSeconds(10));

    closed.join();
    assertThat(result.join())
        .isEqualTo(
            new PublishResult.Rejected(
                result.join().id(),
                "PublisherClosed",
                "The publisher of bus 'central-bus' was closed, and the event was not finished"
                    + " within the grace of 10 s (tries: 1). Raise closeGrace, or use an outbox.",
                Remedy.MAY_BE_DUPLICATE));
  }

  @Test
  void rejectsWhatComesAfterTheClose() {
    EventBridgePublisher publisher = publisher();
    publisher.close();
    publisher.close();

    PublishResult result = publisher.publish(new PaymentCharged("p-1", 1));

    assertThat(result)
        .isEqualTo(
            new PublishResult.Rejected(
                result.id(),
                "PublisherClosed",
                "The publisher of bus 'central-bus' is closed, so the event was not sent. Close it"
                    + " after everything that publishes.",
                Remedy.TRY_LATER));
  }

  @Test
  void refusesABlockingCallThatWouldWaitForItself() {
    CompletableFuture<List<EntryResult>> answer = new CompletableFuture<>();
    bus.answersRequests(entries -> answer);
    EventBridgePublisher publisher = publisher();
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    CompletableFuture<PublishResult> blocking =
        publisher
            .publishAsync(new PaymentCharged("p-1", 1))
            .thenApply(result -> publisher.publish(new PaymentCharged("p-2", 2)));
    CompletableFuture<PublishResult> seen =
        blocking.whenComplete((result, failure) -> thrown.set(failure.getCause()));

    answer.complete(List.of(new EntryResult.Accepted("bus-1")));

    assertThat(seen).failsWithin(Duration.ofSeconds(30));
    assertThat(thrown.get())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "A blocking call was made on the thread of the publisher of bus 'central-bus', from a"
                + " continuation of publishAsync, and would wait for itself. Call publishAsync"
                + " there, or continue on a thread of your own with thenApplyAsync and an"
                + " executor.");
  }

  @Test
  void tellsListenersBeforeTheCaller() {
    List<PublishResult> heard = new ArrayList<>();
    PublishPipeline listening =
        PublishPipeline.of(
            pipeline.config(),
            Interceptors.at(PublishSlot.TRACE, draft -> draft.onResult(heard::add)));
    EventBridgePublisher publisher = builder().build(listening);
    open.add(publisher);

    PublishResult result = publisher.publish(new PaymentCharged("p-1", 1));

    assertThat(heard).containsExactly(result);
  }

  @Test
  void rejectsWhatAnInterceptorRefuses() {
    PublishPipeline refusing =
        PublishPipeline.of(
            pipeline.config(),
            Interceptors.at(
                PublishSlot.VALIDATE,
                draft -> {
                  throw new InvalidEventException(
                      "SchemaViolation", "The field 'cents' is negative.");
                }));
    EventBridgePublisher publisher = builder().build(refusing);
    open.add(publisher);

    PublishResult result = publisher.publish(new PaymentCharged("p-1", -1));

    assertThat(result)
        .isEqualTo(
            new PublishResult.Rejected(
                result.id(),
                "SchemaViolation",
                "The field 'cents' is negative.",
                Remedy.FIX_EVENT));
  }

  @Test
  void saysHowItIs() {
    assertThat(publisher().health())
        .isEqualTo(
            new Health(
                "publisher central-bus",
                Health.Status.UP,
                Map.of("events", "0 of 10000", "requests", "0 of 8")));
  }

  @Test
  void refusesImpossibleOptionsAllAtOnce() {
    EventBridgePublisher.Builder builder =
        EventBridgePublisher.builder(bus, " ")
            .maxInFlight(0)
            .maxDelay(Duration.ofMillis(-1))
            .queueCapacity(-1)
            .queueTimeout(Duration.ofSeconds(-1))
            .deadline(Duration.ZERO);

    assertThatThrownBy(() -> builder.build(pipeline))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            """
            The publisher cannot be built:
              1. The bus must be a name or an ARN, but was ' '.
              2. maxInFlight must be 1 or more, but was 0.
              3. maxDelay must not be negative, but was PT-0.001S. Zero switches the wait off.
              4. queueCapacity must be 1 or more, but was -1.
              5. queueTimeout must not be negative, but was PT-1S. Zero switches the wait off.
              6. deadline must be more than zero, but was PT0S.""");
  }

  private EventBridgePublisher publisher() {
    return start(builder());
  }

  private EventBridgePublisher.Builder builder() {
    return EventBridgePublisher.builder(bus, "central-bus");
  }

  private EventBridgePublisher start(EventBridgePublisher.Builder builder) {
    EventBridgePublisher publisher = builder.build(pipeline);
    open.add(publisher);
    return publisher;
  }
}
