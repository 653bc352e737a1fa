// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import io.busbar.core.handler.HandlerTraits.RunLimit;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a handler is to be run, by its signature and its annotations; and what is wrong with that.
 */
record TraitsPlan(MethodPlan plan, @Nullable EventHandler annotation, List<String> wrong) {
  private static final int DEFAULT_BATCH = 100;

  HandlerTraits traits() {
    return new HandlerTraits(
        plan.publishes(),
        plan.isAsynchronous(),
        plan.isBatch(),
        annotation == null ? Replays.RUN : annotation.replays(),
        accounts(),
        limit());
  }

  private Set<String> accounts() {
    Set<String> accounts =
        annotation == null ? Set.of() : Set.copyOf(Arrays.asList(annotation.accounts()));
    wrong.addAll(Origins.findings(plan.name() + ": @EventHandler(accounts)", accounts));
    return accounts;
  }

  private RunLimit limit() {
    int concurrency = annotation == null ? RunLimit.UNLIMITED : annotation.concurrency();
    if (concurrency < 0) {
      find(
          "@EventHandler(concurrency) must not be negative, but was %d.\nUse 1 or more, or leave it out for no limit of its own.",
          concurrency);
    }
    boolean unlimited = concurrency == RunLimit.UNLIMITED;
    return new RunLimit(plan.isBatch() && unlimited ? 1 : concurrency, maxEvents(plan.method()));
  }

  private int maxEvents(Method method) {
    Batch batch = method.getAnnotation(Batch.class);
    if (batch != null && !plan.isBatch()) {
      find(
          "it is a @Batch, but it takes one event.\nTake a List<EventEnvelope<T>>, or remove @Batch.");
    } else if (batch != null && batch.maxEvents() < 1) {
      find(
          "@Batch(maxEvents) must be 1 or more, but was %d.\nLeave it out for %d.",
          batch.maxEvents(), DEFAULT_BATCH);
    }
    if (!plan.isBatch()) {
      return 1;
    }
    return batch == null ? DEFAULT_BATCH : batch.maxEvents();
  }

  private void find(String format, Object... values) {
    wrong.add(plan.name() + ": " + String.format(format, values));
  }
}
