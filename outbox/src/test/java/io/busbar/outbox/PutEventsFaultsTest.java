// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.core.publish.Entry;
import io.busbar.core.publish.EntryResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What PutEvents can answer, in every combination. */
class PutEventsFaultsTest {
  private static final int ENTRIES = 10;
  private static final int MASKS = 1 << ENTRIES;
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(31);
  private static final List<String> CODES =
      List.of("ThrottlingException", "InternalFailure", "ServiceUnavailable");
  private final OutboxFixture fixture = OutboxFixture.create();

  @AfterEach
  void close() {
    fixture.close();
  }

  private void publishTogether(String prefix, int events) {
    fixture.commit(
        (connection, publisher) -> {
          for (int i = 0; i < events; i++) {
            publisher.publish(new ItemAdded(prefix + i));
          }
        });
  }

  private static List<String> items(String prefix, int mask, int bit) {
    return IntStream.range(0, ENTRIES)
        .filter(i -> (mask >> i & 1) == bit)
        .mapToObj(i -> prefix + i)
        .toList();
  }

  /** Refuses the entries of the mask. */
  private void refuse(int mask) {
    fixture.bus.script(
        entries -> {
          List<EntryResult> results = new ArrayList<>();
          for (int i = 0; i < entries.size(); i++) {
            boolean refused = (mask >> i & 1) == 1;
            results.add(
                refused
                    ? new EntryResult.Refused(CODES.get(i % CODES.size()), "not now")
                    : ScriptedTransport.accepted(entries.get(i)));
            if (!refused) {
              fixture.bus.accepted.add(entries.get(i));
            }
          }
          return CompletableFuture.completedFuture(results);
        });
  }

  @Test
  void sendsExactlyTheRefusedEntriesAgainForEveryMask() {
    for (int mask = 0; mask < MASKS; mask++) {
      String prefix = mask + "-";
      refuse(mask);
      publishTogether(prefix, ENTRIES);
      fixture.drain();
      List<Entry> first = fixture.bus.requests.get(0);
      assertThat(first).as("mask %d", mask).hasSize(ENTRIES);
      assertThat(fixture.bus.acceptedItems())
          .as("mask %d", mask)
          .containsExactlyElementsOf(items(prefix, mask, 0));

      fixture.bus.accepts();
      fixture.advance(LONG_ENOUGH);
      fixture.drain();

      assertThat(fixture.bus.acceptedItems())
          .as("mask %d", mask)
          .hasSize(ENTRIES)
          .containsAll(items(prefix, mask, 1));
      assertThat(fixture.database.count("outbox")).as("mask %d", mask).isZero();
      assertThat(fixture.database.count("outbox_dead")).as("mask %d", mask).isZero();
      fixture.bus.requests.clear();
      fixture.bus.accepted.clear();
    }
  }

  @Test
  void getsThroughAStormOfThrottlingWithoutBlameOrDuplicate() {
    fixture.bus.refuses("ThrottlingException", "Rate exceeded");
    for (int second = 0; second < 30; second++) {
      publishTogether(second + "-", 20);
      fixture.drain();
      fixture.advance(Duration.ofSeconds(1));
    }
    assertThat(fixture.database.count("outbox")).isEqualTo(600);
    assertThat(fixture.database.column("SELECT DISTINCT attempts FROM outbox"))
        .containsExactly("0");
    assertThat(fixture.bus.requests).hasSizeLessThan(60);

    fixture.bus.accepts();
    recover();

    assertThat(fixture.bus.acceptedItems()).hasSize(600).doesNotHaveDuplicates();
    assertThat(fixture.database.count("outbox_dead")).isZero();
  }

  private void recover() {
    for (int i = 0; i < 5; i++) {
      fixture.advance(LONG_ENOUGH);
      fixture.drain();
    }
    assertThat(fixture.database.count("outbox")).isZero();
  }

  @Test
  void repeatsWhatTimedOutAfterItWasAcceptedWithTheSameBytes() {
    fixture.bus.script(
        entries -> {
          fixture.bus.accepted.addAll(entries);
          return CompletableFuture.completedFuture(
              entries.stream()
                  .<EntryResult>map(entry -> new EntryResult.Unknown("timed out"))
                  .toList());
        });
    publishTogether("item-", ENTRIES);
    fixture.drain();
    fixture.bus.accepts();
    recover();

    List<Entry> accepted = List.copyOf(fixture.bus.accepted);
    assertThat(accepted).hasSize(2 * ENTRIES);
    assertThat(new HashSet<>(accepted)).as("entries, whole").hasSize(ENTRIES);
  }

  @Test
  void buriesTheOversizeAndTheMalformedOneOfTenAlone() {
    Map<String, EntryResult> faulty =
        Map.of(
            "item-3", new EntryResult.Refused("MalformedDetail", "Detail is malformed."),
            "item-7",
                new EntryResult.Refused(
                    "InvalidArgument",
                    "Total size of the entries in the request is over the limit."));
    fixture.bus.answers(
        entry ->
            faulty.getOrDefault(ScriptedTransport.item(entry), ScriptedTransport.accepted(entry)));
    publishTogether("item-", ENTRIES);
    fixture.drain();
    assertThat(fixture.bus.accepted).hasSize(ENTRIES - 2);

    recover();

    assertThat(fixture.bus.acceptedItems()).hasSize(ENTRIES - 2).doesNotContain("item-3", "item-7");
    assertThat(fixture.database.column("SELECT code FROM outbox_dead ORDER BY id"))
        .containsExactly("MalformedDetail", "InvalidArgument");
  }

  @Test
  void waitsOutTenMinutesWithoutPermission() {
    fixture.bus.fails("AccessDeniedException", "not authorized to perform: events:PutEvents");
    for (int tick = 0; tick < 120; tick++) {
      publishTogether(tick + "-", 1);
      fixture.drain();
      fixture.advance(Duration.ofSeconds(5));
    }
    assertThat(fixture.database.column("SELECT DISTINCT attempts FROM outbox"))
        .containsExactly("0");
    assertThat(fixture.database.count("outbox_dead")).isZero();
    assertThat(fixture.outbox.health().details())
        .containsEntry(
            "circuit central-bus",
            "open, AccessDeniedException: not authorized to perform: events:PutEvents");

    fixture.bus.accepts();
    recover();

    assertThat(fixture.bus.acceptedItems()).hasSize(120).doesNotHaveDuplicates();
    assertThat(fixture.outbox.health().details()).containsEntry("circuit central-bus", "closed");
  }
}
