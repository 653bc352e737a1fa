// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.scenario;

import io.busbar.core.publish.Entry;
import io.busbar.core.publish.EntryResult;
import io.busbar.core.publish.EventTransport;
import io.busbar.testkit.Arrival;
import io.busbar.testkit.FaultSource;
import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.Queue;
import io.busbar.testkit.Region;
import io.busbar.testkit.TracedEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The faults of one run: decides from the seed where they strike, and remembers where they did. */
final class FaultPlan implements FaultSource {
  private static final String FIFO = ".fifo";

  private final ActiveFaults faults = new ActiveFaults();
  private final Decisions decisions;
  private final PutEventsFaults putEvents;

  /**
   * @param allowed the keys of the decisions that may strike; null for all
   */
  FaultPlan(long seed, @Nullable Set<String> allowed) {
    this.decisions = new Decisions(seed, allowed);
    this.putEvents = new PutEventsFaults(faults, decisions);
  }

  void add(Fault fault, InMemoryOrganization aws) {
    faults.add(fault);
    if (fault instanceof Fault.Outage outage) {
      begin(outage, aws);
    }
  }

  List<InjectedFault> injected() {
    return decisions.injected();
  }

  @Override
  public CompletableFuture<List<EntryResult>> send(
      Region caller, List<Entry> entries, EventTransport transport) {
    return putEvents.send(caller.account().id(), entries, transport);
  }

  /**
   * A FIFO queue keeps the order and knows duplicates again, so nothing of this can happen there.
   */
  @Override
  public List<Arrival> arrivals(Queue queue, TracedEvent event) {
    if (queue.name().endsWith(FIFO)) {
      return List.of(Arrival.IN_ORDER);
    }
    String account = account(queue);
    String what = decisions.name(event) + " to " + queue.name();
    List<Arrival> arrivals = new ArrayList<>();
    int delivery = decisions.count(account + ": delivery of " + what);
    String which = what + (delivery == 1 ? "" : " (delivery " + delivery + ")");
    arrivals.add(arrival(account, which));
    String duplicate = "duplicate of " + which;
    if (faults
        .in(account, Fault.Duplicate.class)
        .anyMatch(fault -> decisions.strikes(account, duplicate, fault.share()))) {
      arrivals.add(arrival(account, "the " + duplicate));
    }
    return arrivals;
  }

  @Override
  public boolean losesAcknowledgement(Queue queue, TracedEvent event) {
    String what = decisions.name(event) + " in " + queue.name();
    int time = decisions.count(account(queue) + ": acknowledgement of " + what);
    String crash =
        "crash before the acknowledgement of " + what + (time == 1 ? "" : " (" + time + ")");
    return faults
        .in(account(queue), Fault.CrashBeforeAck.class)
        .anyMatch(fault -> decisions.strikes(account(queue), crash, fault.share()));
  }

  private Arrival arrival(String account, String which) {
    Duration delay =
        faults
            .in(account, Fault.Delay.class)
            .map(fault -> delay(fault, account, which))
            .reduce(Duration.ZERO, Duration::plus);
    int overtakes =
        faults
            .in(account, Fault.Reorder.class)
            .mapToInt(fault -> overtakes(fault, account, which))
            .sum();
    return new Arrival(delay, overtakes);
  }

  private static String account(Queue queue) {
    return queue.region().account().id();
  }

  private Duration delay(Fault.Delay fault, String account, String which) {
    String key = account + ": delay of " + which;
    Duration delay =
        Duration.ofMillis(
            decisions.chance(key).between(fault.min().toMillis(), fault.max().toMillis()));
    return !delay.isZero() && decisions.admits(key, "delay of " + delay + " of " + which)
        ? delay
        : Duration.ZERO;
  }

  private int overtakes(Fault.Reorder fault, String account, String which) {
    String text = "reordering of " + which;
    String key = account + ": " + text;
    int places = (int) decisions.chance(key).between(0, fault.places());
    return places > 0 && decisions.admits(key, text + ", by up to " + places) ? places : 0;
  }

  private void begin(Fault.Outage outage, InMemoryOrganization aws) {
    String key = "outage of " + outage.account() + " after " + outage.after();
    String text = key + " for " + outage.duration();
    if (!decisions.admits(key, text)) {
      return;
    }
    if (outage.after().isZero()) {
      aws.account(outage.account()).outage(outage.duration());
      return;
    }
    var unused =
        aws.time()
            .schedule(
                outage.after(), () -> aws.account(outage.account()).outage(outage.duration()));
  }
}
