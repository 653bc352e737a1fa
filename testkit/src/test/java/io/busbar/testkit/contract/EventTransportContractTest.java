// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.core.publish.Entry;
import io.busbar.core.publish.EntryResult;
import io.busbar.core.publish.EventTransport;
import io.busbar.testkit.Bus;
import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.Message;
import io.busbar.testkit.Queue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class EventTransportContractTest {

  @Nested
  class InMemory extends Right {}

  @Test
  void noticesATransportThatAnswersInAnotherOrder() {
    assertThat(Kit.failures(AnswersBackwards.class))
        .containsExactly("answersForEveryEntryInTheirOrder");
  }

  @Test
  void noticesATransportThatDropsTheLastEntry() {
    assertThat(Kit.failures(DropsTheLast.class))
        .contains("takesAsManyEntriesAsItsLimitSays", "refusesMoreEntriesThanItsLimitSays");
  }

  @Test
  void noticesATransportThatFailsAltogetherForOneEntry() {
    assertThat(Kit.failures(AllOrNothing.class))
        .contains(
            "answersForEveryEntryInTheirOrder", "namesTheEventItselfAsTheFaultOfAMalformedDetail");
  }

  /** The one in memory, and right in all that a subclass leaves alone. */
  static class Right implements EventTransportContract, EventTransport {
    private final InMemoryOrganization aws = InMemoryOrganization.create();
    private final Bus bus = aws.account("121212121212").bus("central-bus");
    private final Queue queue = aws.account("777777777777").queue("orders");

    Right() {
      bus.rule("all").pattern("{\"source\":[\"" + SOURCE + "\"]}").to(queue);
    }

    @Override
    public EventTransport transport() {
      return this;
    }

    @Override
    public CompletableFuture<List<EntryResult>> send(List<Entry> entries) {
      return aws.account("111111111111").region().transport().send(entries);
    }

    @Override
    public String bus() {
      return bus.arn();
    }

    @Override
    public List<String> takeDelivered(int expected) {
      List<String> bodies = new ArrayList<>();
      for (List<Message> some = queue.receive(10); !some.isEmpty(); some = queue.receive(10)) {
        some.forEach(message -> bodies.add(message.body()));
      }
      return bodies;
    }
  }

  static class AnswersBackwards extends Right {
    @Override
    public CompletableFuture<List<EntryResult>> send(List<Entry> entries) {
      return super.send(entries).thenApply(AnswersBackwards::rotated);
    }

    private static List<EntryResult> rotated(List<EntryResult> results) {
      List<EntryResult> rotated = new ArrayList<>(results);
      Collections.rotate(rotated, 1);
      return rotated;
    }
  }

  static class DropsTheLast extends Right {
    @Override
    public CompletableFuture<List<EntryResult>> send(List<Entry> entries) {
      return super.send(entries.subList(0, Math.max(1, entries.size() - 1)))
          .thenApply(results -> Collections.nCopies(entries.size(), results.get(0)));
    }
  }

  static class AllOrNothing extends Right {
    @Override
    public CompletableFuture<List<EntryResult>> send(List<Entry> entries) {
      return super.send(entries)
          .thenApply(
              results -> {
                if (results.stream().anyMatch(EntryResult.Refused.class::isInstance)) {
                  throw new IllegalStateException("An entry was refused.");
                }
                return results;
              });
    }
  }
}
