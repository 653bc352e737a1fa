// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.core.handler.Completion;
import io.busbar.core.handler.HandlerChain;
import io.busbar.core.handler.HandlerContext;
import io.busbar.core.handler.HandlerInterceptor;
import io.busbar.core.handler.HandlerSlot;
import io.busbar.core.handler.Outcome;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HandlerInterceptorContractTest {

  @Test
  void passesAnInterceptorThatGoesOn() {
    assertThat(Kit.failures(GoesOn.class)).isEmpty();
  }

  @Test
  void noticesAnInterceptorThatSwallowsFailures() {
    assertThat(Kit.failures(SwallowsFailures.class))
        .containsExactly("keepsRunsOnManyThreadsApart", "makesNoSuccessOfAFailure");
  }

  @Test
  void noticesAnInterceptorThatGoesOnTwice() {
    assertThat(Kit.failures(GoesOnTwice.class))
        .contains("runsTheHandlerOnce", "makesNoSuccessOfAFailure");
  }

  @Test
  void noticesAnInterceptorThatRemembersAFailure() {
    assertThat(Kit.failures(RemembersAFailure.class)).contains("goesOnAfterAFailure");
  }

  @Test
  void noticesAnInterceptorWithoutAName() {
    assertThat(Kit.failures(Nameless.class)).containsExactly("standsInOneSlotAndSaysWhatItIs");
  }

  static class GoesOn implements HandlerInterceptorContract, HandlerInterceptor {
    @Override
    public HandlerInterceptor interceptor() {
      return this;
    }

    @Override
    public HandlerSlot slot() {
      return HandlerSlot.TRACE;
    }

    @Override
    public Completion intercept(HandlerContext context, HandlerChain next) {
      return next.proceed(context);
    }
  }

  static class SwallowsFailures extends GoesOn {
    @Override
    public Completion intercept(HandlerContext context, HandlerChain next) {
      return super.intercept(context, next).then(outcome -> Outcome.ACK);
    }
  }

  static class GoesOnTwice extends GoesOn {
    @Override
    public Completion intercept(HandlerContext context, HandlerChain next) {
      return super.intercept(context, next).then(outcome -> super.intercept(context, next));
    }
  }

  static class RemembersAFailure extends GoesOn {
    private volatile @Nullable Outcome failure;

    @Override
    public Completion intercept(HandlerContext context, HandlerChain next) {
      Outcome earlier = failure;
      return earlier == null ? super.intercept(context, next).then(this::remember) : earlier;
    }

    private Completion remember(Outcome outcome) {
      failure = outcome instanceof Outcome.Retry ? outcome : null;
      return outcome;
    }
  }

  static class Nameless extends GoesOn {
    @Override
    public String describe() {
      return "";
    }
  }
}
