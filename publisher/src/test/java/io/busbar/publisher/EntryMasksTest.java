// SPDX-License-Identifier: Apache-2.0
package io.busbar.publisher;

import static io.busbar.publisher.BatcherFixture.resultOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.core.EventId;
import io.busbar.core.PublishResult;
import io.busbar.core.publish.Entry;
import io.busbar.core.publish.EntryResult;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request of ten entries, in which every set of them fails once. */
class EntryMasksTest {
  private static final int ENTRIES = 10;
  private static final int MASKS = 1 << ENTRIES;

  @ParameterizedTest
  @ValueSource(strings = {"ThrottlingException", "InternalFailure", "AWordThatAwsInventsLater"})
  void publishesEveryEventOnceWhateverIsRefusedForNow(String code) {
    for (int mask = 0; mask < MASKS; mask++) {
      BatcherFixture one = failingOnce(mask, new EntryResult.Refused(code, "Not now."));
      List<Pending> events = Events.pending(0, ENTRIES);

      one.run(events);

      assertThat(events)
          .allSatisfy(event -> assertThat(resultOf(event)).isEqualTo(accepted(event)));
      int failed = Integer.bitCount(mask);
      assertThat(one.bus.requestSizes())
          .isEqualTo(failed == 0 ? List.of(ENTRIES) : List.of(ENTRIES, failed));
      assertThat(one.instruments.count("published central-bus none")).isEqualTo(ENTRIES);
      assertThat(one.instruments.count("entryRetried central-bus " + code)).isEqualTo(failed);
      assertThat(one.instruments.count("possibleDuplicate central-bus")).isZero();
      assertThat(one.room.isEmpty()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AccessDeniedException",
        "InvalidAccountIdException",
        "InvalidArgument",
        "MalformedDetail",
        "RedactionFailure",
        "NotAuthorizedForSourceException",
        "NotAuthorizedForDetailTypeException"
      })
  void returnsWhatIsRefusedForGoodAtOnceAndPublishesTheRest(String code) {
    EntryResult.Refused refused = new EntryResult.Refused(code, "Never.");
    for (int mask = 0; mask < MASKS; mask++) {
      BatcherFixture one = failingOnce(mask, refused);
      List<Pending> events = Events.pending(0, ENTRIES);

      one.run(events);

      for (int i = 0; i < ENTRIES; i++) {
        Pending event = events.get(i);
        assertThat(resultOf(event))
            .isEqualTo(isIn(mask, i) ? rejected(event, refused) : accepted(event));
      }
      int failed = Integer.bitCount(mask);
      assertThat(one.bus.requestSizes()).containsExactly(ENTRIES);
      assertThat(one.instruments.count("published central-bus " + code)).isEqualTo(failed);
      assertThat(one.instruments.count("published central-bus none")).isEqualTo(ENTRIES - failed);
      assertThat(one.room.isEmpty()).isTrue();
    }
  }

  @Test
  void sendsWhatWasTakenWithoutAnAnswerAgainUnderItsIdAndCountsIt() {
    for (int mask = 0; mask < MASKS; mask++) {
      BatcherFixture one = failingOnce(mask, new EntryResult.Unknown("Timed out."));
      List<Pending> events = Events.pending(0, ENTRIES);

      one.run(events);

      assertThat(events)
          .allSatisfy(event -> assertThat(resultOf(event)).isEqualTo(accepted(event)));
      List<EventId> arrived =
          one.bus.requests().stream().flatMap(List::stream).map(Entry::id).toList();
      assertThat(arrived).isEqualTo(allThen(mask));
      assertThat(one.instruments.count("possibleDuplicate central-bus"))
          .isEqualTo(Integer.bitCount(mask));
      assertThat(one.instruments.count("published central-bus none")).isEqualTo(ENTRIES);
    }
  }

  /** The entries of the mask fail when they are seen for the first time. */
  private static BatcherFixture failingOnce(int mask, EntryResult failure) {
    BatcherFixture publisher = new BatcherFixture();
    Set<Integer> failing = new HashSet<>();
    IntStream.range(0, ENTRIES).filter(i -> isIn(mask, i)).forEach(failing::add);
    publisher.bus.answers(
        entry ->
            failing.remove(Events.number(entry)) ? failure : ScriptedTransport.accepted(entry));
    return publisher;
  }

  private static List<EventId> allThen(int mask) {
    List<EventId> ids = new ArrayList<>(IntStream.range(0, ENTRIES).mapToObj(Events::id).toList());
    IntStream.range(0, ENTRIES).filter(i -> isIn(mask, i)).mapToObj(Events::id).forEach(ids::add);
    return ids;
  }

  private static boolean isIn(int mask, int entry) {
    return (mask >> entry & 1) == 1;
  }

  private static PublishResult accepted(Pending event) {
    return new PublishResult.Accepted(event.entry().id(), "bus-" + event.entry().id());
  }

  private static PublishResult rejected(Pending event, EntryResult.Refused refused) {
    return new PublishResult.Rejected(
        event.entry().id(), refused.code(), refused.message(), refused.fault().remedy());
  }
}
