// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.core.publish.EntryResult;
import io.busbar.core.routing.InvalidEventPatternException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ArchiveTest {
  private static final String ALL = "{\"version\":[\"0\"]}";
  private static final Instant START = VirtualClock.START;
  private static final Instant END = START.plus(Duration.ofDays(400));

  private final VirtualClock clock = VirtualClock.create();
  private final InMemoryOrganization aws =
      InMemoryOrganization.builder().time(clock).seed(42).build();
  private final Region region = aws.account("121212121212").region();
  private final Bus bus = region.bus("central-bus");
  private final Archive archive = bus.archive("orders");
  private final Queue queue = region.queue("orders");

  @Test
  void replaysWhatArrivedBeforeTheRuleWasMade() {
    String id = put("Order Placed");
    bus.rule("late").pattern(ALL).to(queue);

    Replay replay = archive.replay("again", START, END);
    assertThat(replay.status()).isEqualTo(Replay.Status.STARTING);
    aws.runUntilQuiescent();

    assertThat(replay.status()).isEqualTo(Replay.Status.COMPLETED);
    assertThat(replay.lastReplayed()).contains(START);
    assertThat(replay.endedAt()).contains(START.plusSeconds(2));
    assertThat(bodies())
        .containsExactly(
            "{\"version\":\"0\",\"id\":\"%s\",\"detail-type\":\"Order Placed\",\"source\":\"grocer.shop\",\"account\":\"121212121212\","
                    .formatted(id)
                + "\"time\":\"2026-01-01T00:00:00Z\",\"region\":\"us-east-1\",\"replay-name\":\"again\",\"resources\":[],\"detail\":{}}");
  }

  @Test
  void doesNotArchiveWhatIsReplayed() {
    put("Order Placed");

    archive.replay("again", START, END);
    aws.runUntilQuiescent();

    assertThat(archive.eventCount()).isEqualTo(1);
  }

  @Test
  void keepsOnlyWhatItsPatternMatches() {
    archive.pattern("{\"detail-type\":[\"Order Placed\"]}");

    put("Order Placed");
    put("Order Updated");

    assertThat(archive.eventCount()).isEqualTo(1);
    assertThat(archive.sizeBytes()).isEqualTo(214);
    assertThatThrownBy(() -> archive.pattern("{\"source\":\"x\"}"))
        .isInstanceOf(InvalidEventPatternException.class)
        .hasMessageStartingWith(
            "Event pattern is not valid. Reason: \"source\" must be an object or an array");
  }

  @Test
  void forgetsEventsAfterItsRetention() {
    archive.retentionDays(1);
    put("Order Placed");

    clock.advance(Duration.ofDays(1));
    assertThat(archive.eventCount()).isEqualTo(1);
    clock.advance(Duration.ofMillis(1));
    assertThat(archive.eventCount()).isZero();
    assertThat(archive.sizeBytes()).isZero();
  }

  @Test
  void replaysMinuteByMinuteOfTheEventsOwnTime() {
    bus.rule("all").pattern(ALL).to(queue);
    put("c", START.plusSeconds(120));
    put("a", START.plusSeconds(59));
    put("b", START);
    put("too late", END);
    bodies();

    Replay replay = archive.replay("again", START, END);
    clock.advance(Duration.ofSeconds(1));
    assertThat(replay.status()).isEqualTo(Replay.Status.RUNNING);
    assertThat(types()).containsExactly("a", "b");
    clock.advance(Duration.ofSeconds(1));
    assertThat(types()).containsExactly("c");
    clock.advance(Duration.ofSeconds(1));
    assertThat(replay.status()).isEqualTo(Replay.Status.COMPLETED);
  }

  @Test
  void replaysToTheRulesThatAreNamed() {
    Queue other = region.queue("other");
    Rule chosen = bus.rule("chosen").pattern(ALL).to(other);
    bus.rule("all").pattern(ALL).to(queue);
    put("Order Placed");
    bodies();

    archive.replay("again", START, END, chosen);
    aws.runUntilQuiescent();

    assertThat(other.counts().available()).isEqualTo(2);
    assertThat(bodies()).isEmpty();
  }

  @Test
  void letsPatternsTellReplayedEventsApart() {
    bus.rule("replayed").pattern("{\"replay-name\":[{\"exists\":true}]}").to(queue);
    put("Order Placed");
    assertThat(queue.counts().available()).isZero();

    archive.replay("again", START, END);
    aws.runUntilQuiescent();

    assertThat(queue.counts().available()).isEqualTo(1);
  }

  @Test
  void isCancelledWhileItGoesOn() {
    bus.rule("all").pattern(ALL).to(queue);
    put("a", START);
    put("b", START.plusSeconds(60));
    bodies();
    Replay replay = archive.replay("again", START, END);
    clock.advance(Duration.ofSeconds(1));

    replay.cancel();
    aws.runUntilQuiescent();

    assertThat(replay.status()).isEqualTo(Replay.Status.CANCELLED);
    assertThat(types()).containsExactly("a");
    assertRefused(
        replay::cancel,
        "IllegalStatusException",
        "Replay again is not in a valid state for this operation.");
  }

  @Test
  void failsWhenItsBusIsGone() {
    put("Order Placed");
    Replay replay = archive.replay("again", START, END);
    region.deleteBus("central-bus");

    aws.runUntilQuiescent();

    assertThat(replay.status()).isEqualTo(Replay.Status.FAILED);
  }

  @Test
  void answersAsEventBridgeDoesAboutArchives() {
    Archives archives = region.archives();
    assertThat(archive.arn()).isEqualTo("arn:aws:events:us-east-1:121212121212:archive/orders");
    assertThat(bus.archive("orders")).isSameAs(archive);
    assertRefused(
        () -> archives.create("orders", bus.arn()),
        "ResourceAlreadyExistsException",
        "Archive orders already exists.");
    assertRefused(
        () -> archives.create("other", region.bus("default").arn() + "-not"),
        "ResourceNotFoundException",
        "Event bus default-not does not exist.");
    assertRefused(
        () -> archives.create("a b", bus.arn()),
        "ValidationException",
        "1 validation error detected: Value 'a b' at 'archiveName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+");
    assertRefused(
        () -> archive.retentionDays(-1),
        "ValidationException",
        "1 validation error detected: Value '-1' at 'retentionDays' failed to satisfy constraint: Member must have value greater than or equal to 0");
    assertRefused(
        () -> archives.delete("none"), "ResourceNotFoundException", "Archive none does not exist.");
    archives.delete("orders");
    assertThat(archives.all()).isEmpty();
  }

  @Test
  void answersAsEventBridgeDoesAboutReplays() {
    Archives archives = region.archives();
    Bus other = region.bus("other");
    String bus = this.bus.arn();
    archive.replay("again", START, END);
    assertThat(archives.replays())
        .extracting(Replay::arn)
        .containsExactly("arn:aws:events:us-east-1:121212121212:replay/again");
    assertRefused(
        () -> archive.replay("again", START, END),
        "ResourceAlreadyExistsException",
        "Replay again already exists.");
    assertRefused(
        () -> archive.replay("none", START, START),
        "ValidationException",
        "Parameter EventEndTime is not valid. Reason: EventStartTime must be before EventEndTime.");
    assertRefused(
        () -> archives.start(request(archive.arn(), other.arn())),
        "ValidationException",
        "Parameter Destination.Arn is not valid. Reason: Cross event bus replay is not permitted.");
    assertRefused(
        () -> archives.start(request(archive.arn(), queue.arn())),
        "ValidationException",
        "Parameter Destination.Arn is not valid. Reason: Must contain an event bus ARN.");
    assertRefused(
        () -> archives.start(request("arn:aws:events:us-east-1:121212121212:archive/none", bus)),
        "ValidationException",
        "Parameter EventSourceArn is not valid. Reason: Archive none does not exist.");
    assertRefused(
        () -> archives.requireReplay("none"),
        "ResourceNotFoundException",
        "Replay none does not exist.");
  }

  private static ReplayRequest request(String archive, String bus) {
    return new ReplayRequest("r", archive, bus, START, END, List.of());
  }

  private static void assertRefused(ThrowingCallable call, String code, String text) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(AwsErrorException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessage(text);
  }

  private String put(String detailType) {
    return put(detailType, clock.now());
  }

  private String put(String detailType, Instant time) {
    PutEventsEntry entry =
        new PutEventsEntry("grocer.shop", detailType, "{}", List.of(), time, "central-bus", null);
    return ((EntryResult.Accepted) region.putEvents(List.of(entry)).get(0)).busEventId();
  }

  private List<String> bodies() {
    return queue.receive(10).stream()
        .peek(message -> queue.delete(message.receiptHandle()))
        .map(Message::body)
        .toList();
  }

  private List<String> types() {
    return bodies().stream()
        .map(body -> body.replaceFirst("^.*\"detail-type\":\"([^\"]*)\".*$", "$1"))
        .toList();
  }
}
