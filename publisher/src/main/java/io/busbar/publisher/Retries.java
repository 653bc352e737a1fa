// SPDX-License-Identifier: Apache-2.0
package io.busbar.publisher;

import io.busbar.core.BusbarConfig;
import io.busbar.core.Instruments;
import io.busbar.core.publish.EntryResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Lets events that may pass later come back after a delay, as long as their deadline allows it.
 * Those that failed together come back together. Belongs to the batcher's thread.
 */
final class Retries {
  private final BusbarConfig config;
  private final Mailbox mailbox;
  private final Backoff backoff;
  private final Set<RetryDue> asleep = Collections.newSetFromMap(new IdentityHashMap<>());

  Retries(BusbarConfig config, Mailbox mailbox, Backoff backoff) {
    this.config = config;
    this.mailbox = mailbox;
    this.backoff = backoff;
  }

  /**
   * Sends events to sleep.
   *
   * @return those for which another try would come too late
   */
  List<Pending> schedule(List<Pending> failed) {
    if (failed.isEmpty()) {
      return failed;
    }
    long previous = failed.stream().mapToLong(Pending::lastDelay).max().orElse(0);
    long delay = backoff.next(previous, config.random());
    long due = config.time().nanoTime() + delay;
    List<Pending> late = new ArrayList<>();
    List<Pending> again = new ArrayList<>(failed.size());
    for (Pending event : failed) {
      (event.deadline() - due < 0 ? late : again).add(event);
    }
    sleep(again, delay);
    return late;
  }

  /** Takes events back whose delay is over; none if they were {@linkplain #abandon abandoned}. */
  List<Pending> wake(RetryDue due) {
    return asleep.remove(due) ? due.events() : List.of();
  }

  /** Takes back all who sleep. */
  List<Pending> abandon() {
    List<Pending> left = asleep.stream().flatMap(group -> group.events().stream()).toList();
    asleep.clear();
    return left;
  }

  private void sleep(List<Pending> again, long delay) {
    if (again.isEmpty()) {
      return;
    }
    for (Pending event : again) {
      event.delayed(delay);
      count(event);
    }
    RetryDue due = new RetryDue(again);
    asleep.add(due);
    config.time().schedule(Duration.ofNanos(delay), () -> mailbox.put(due));
  }

  private void count(Pending event) {
    Instruments instruments = config.instruments();
    String bus = event.entry().bus();
    if (event.lastFailure() instanceof EntryResult.Refused refused) {
      instruments.entryRetried(bus, refused.code());
    } else {
      instruments.entryRetried(bus, Refusals.NO_ANSWER);
      instruments.possibleDuplicate(bus);
    }
  }
}
