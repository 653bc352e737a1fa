// SPDX-License-Identifier: Apache-2.0
package io.busbar.consumer;

import io.busbar.consumer.Intake.KillSwitch;
import io.busbar.consumer.Stats.State;
import io.busbar.core.handler.DeliveryInProgressException;
import io.busbar.core.handler.DispatchResult;
import io.busbar.core.handler.HandlerResult;
import io.busbar.core.handler.Outcome;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at how many messages fail, and stops the container when they are too many: a bad deployment
 * or a dead database would send everything to the dead letters otherwise. Confined to the loop.
 */
final class Judge {
  private static final Logger log = LoggerFactory.getLogger(SqsEventContainer.class);
  private static final int LATEST = 100;
  private final Desk desk;
  private final @Nullable KillSwitch killSwitch;
  private final Ratio ratio;

  Judge(Desk desk) {
    this.desk = desk;
    this.killSwitch = desk.settings().intake().killSwitch();
    this.ratio = new Ratio(killSwitch == null ? LATEST : killSwitch.outOf());
  }

  void ended(DispatchResult result) {
    boolean failed = hasFailed(result);
    ratio.add(failed);
    desk.stats().failureRatio.set(ratio.value());
    if (!failed) {
      desk.stats().lastSuccess.set(desk.config().time().now());
    }
    if (killSwitch != null && ratio.isFull() && ratio.value() >= killSwitch.ratio()) {
      trip(killSwitch);
    }
  }

  /** Somebody has looked, and wants to see whether it goes better now. */
  void forget() {
    ratio.clear();
    desk.stats().failureRatio.set(0.0);
  }

  private void trip(KillSwitch limit) {
    if (desk.stats().state.compareAndSet(State.RUNNING, State.STOPPED)) {
      log.error(
          "Container {} has stopped by its kill switch: {} % of its last {} messages have failed. Mend the cause, then call resume(); "
              + "messages wait in the queue until then",
          desk.settings().queueName(), Math.round(ratio.value() * 100), limit.outOf());
    }
  }

  private static boolean hasFailed(DispatchResult result) {
    for (HandlerResult each : result.results()) {
      if (isFailure(each.outcome())) {
        return true;
      }
    }
    return false;
  }

  /** Waiting for another delivery of the same event is none. */
  private static boolean isFailure(Outcome outcome) {
    return outcome instanceof Outcome.DeadLetter
        || (outcome instanceof Outcome.Retry retry
            && !(retry.cause() instanceof DeliveryInProgressException));
  }
}
