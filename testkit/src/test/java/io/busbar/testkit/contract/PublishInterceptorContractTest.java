// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.core.EventId;
import io.busbar.core.EventMetadata;
import io.busbar.core.PublishResult;
import io.busbar.core.TraceContext;
import io.busbar.core.publish.EventDraft;
import io.busbar.core.publish.PublishInterceptor;
import io.busbar.core.publish.PublishSlot;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PublishInterceptorContractTest {

  @Test
  void passesAnInterceptorThatTraces() {
    assertThat(Kit.failures(Traces.class)).isEmpty();
  }

  @Test
  void noticesAnInterceptorThatGivesAnotherId() {
    assertThat(Kit.failures(GivesAnotherId.class))
        .containsExactly("keepsEventsOfManyThreadsApart", "leavesTheEventWhatItIs");
  }

  @Test
  void noticesAnInterceptorThatCannotBearARefusal() {
    assertThat(Kit.failures(CannotBearARefusal.class))
        .containsExactly("hearsOfEveryFateWithoutThrowing", "letsTheRefusalOfAnotherThrough");
  }

  @Test
  void noticesAnInterceptorThatMixesEventsUp() {
    assertThat(Kit.failures(MixesEventsUp.class)).contains("keepsEventsOfManyThreadsApart");
  }

  static class Traces implements PublishInterceptorContract, PublishInterceptor {
    @Override
    public PublishInterceptor interceptor() {
      return this;
    }

    @Override
    public PublishSlot slot() {
      return PublishSlot.TRACE;
    }

    @Override
    public void intercept(EventDraft draft) {
      draft.traceContext(
          new TraceContext("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", null, null));
    }
  }

  static class GivesAnotherId extends Traces {
    @Override
    public void intercept(EventDraft draft) {
      EventMetadata metadata = draft.metadata();
      draft.metadata(
          new EventMetadata(
              EventId.of("another"),
              metadata.schemaVersion(),
              metadata.occurredAt(),
              metadata.service(),
              null,
              null,
              metadata.correlationId(),
              null,
              0,
              null));
    }
  }

  static class CannotBearARefusal extends Traces {
    @Override
    public void intercept(EventDraft draft) {
      draft.onResult(PublishResult::orThrow);
    }
  }

  /** Keeps in a field what belongs to one event. */
  static class MixesEventsUp extends Traces {
    private volatile @Nullable EventDraft first;

    @Override
    public void intercept(EventDraft draft) {
      EventDraft kept = first;
      if (kept == null) {
        first = draft;
      } else {
        draft.metadata(kept.metadata());
      }
    }
  }
}
