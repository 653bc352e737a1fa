// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.busbar.core.EventId;
import io.busbar.core.EventPublisher;
import io.busbar.core.OutgoingEvent;
import io.busbar.core.PublishResult;
import io.busbar.core.Remedy;
import io.busbar.testkit.Bus;
import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.Message;
import io.busbar.testkit.Queue;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class EventPublisherContractTest {

  @Nested
  class InMemory extends Right {}

  @Test
  void noticesAPublisherThatSendsNothing() {
    assertThat(Kit.failures(SendsNothing.class))
        .contains("deliversAnEventUnderTheIdThatItAnswers", "publishesFromManyThreadsAtOnce");
  }

  @Test
  void noticesAPublisherThatGivesItsOwnIds() {
    assertThat(Kit.failures(GivesItsOwnIds.class))
        .containsExactly("answersForEveryEventInTheirOrder", "keepsTheIdThatItIsGiven");
  }

  @Test
  void noticesAPublisherThatStopsAtTheFirstRefusal() {
    assertThat(Kit.failures(StopsAtARefusal.class))
        .containsExactly("refusesOneEventAndTakesTheOthers");
  }

  @Test
  void noticesAPublisherThatSendsTwice() {
    assertThat(Kit.failures(SendsTwice.class)).contains("answersForEveryEventInTheirOrder");
  }

  /** The one in memory, and right in all that a subclass leaves alone. */
  static class Right implements EventPublisherContract, EventPublisher {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final InMemoryOrganization aws = InMemoryOrganization.create();
    private final Bus bus = aws.account("121212121212").bus("central-bus");
    private final Queue queue = aws.account("777777777777").queue("contract");
    final EventPublisher right = aws.account("111111111111").publisher("contract", bus);

    Right() {
      bus.rule("all").pattern("{\"source\":[\"" + SOURCE + "\"]}").to(queue);
    }

    @Override
    public EventPublisher publisher() {
      return this;
    }

    @Override
    public CompletableFuture<PublishResult> publishAsync(Object event) {
      return right.publishAsync(event);
    }

    @Override
    public List<String> takeDelivered(int expected) throws JsonProcessingException {
      List<String> details = new ArrayList<>();
      for (List<Message> some = queue.receive(10); !some.isEmpty(); some = queue.receive(10)) {
        for (Message message : some) {
          details.add(JSON.readTree(message.body()).path("detail").toString());
        }
      }
      return details;
    }
  }

  static class SendsNothing extends Right {
    @Override
    public CompletableFuture<PublishResult> publishAsync(Object event) {
      return CompletableFuture.completedFuture(new PublishResult.Stored(EventId.of("lost")));
    }
  }

  static class GivesItsOwnIds extends Right {
    @Override
    public CompletableFuture<PublishResult> publishAsync(Object event) {
      OutgoingEvent given = OutgoingEvent.of(event);
      return super.publishAsync(
          OutgoingEvent.builder(given.name().source(), given.name().detailType(), given.detail())
              .schemaVersion(given.schemaVersion())
              .build());
    }
  }

  static class StopsAtARefusal extends Right {
    private boolean stopped;

    @Override
    public CompletableFuture<PublishResult> publishAsync(Object event) {
      PublishResult result = super.publishAsync(event).join();
      stopped |= !result.isSafe();
      return CompletableFuture.completedFuture(
          stopped
              ? new PublishResult.Rejected(result.id(), "Stopped", "No more.", Remedy.FIX_EVENT)
              : result);
    }
  }

  static class SendsTwice extends Right {
    @Override
    public CompletableFuture<PublishResult> publishAsync(Object event) {
      return super.publishAsync(event).thenCompose(first -> super.publishAsync(event));
    }
  }
}
