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
    String what = decisions.name(event) + " to " + queue.name();
    int delivery = decisions.count(account(queue) + ": delivery of " + what);
    String which = what + (delivery == 1 ? "" : " (delivery " + delivery + ")");
    Occasion occasion = occasion(queue, which, event);
    Occasion duplicate = occasion.named("duplicate of ");
    boolean twice =
        faults
            .in(account(queue), Fault.Duplicate.class)
            .anyMatch(fault -> decisions.strikes(duplicate, fault.share()));
    return twice
        ? List.of(arrival(occasion), arrival(duplicate.named("the ")))
        : List.of(arrival(occasion));
  }

  @Override
  public boolean losesAcknowledgement(Queue queue, TracedEvent event) {
    String what = decisions.name(event) + " in " + queue.name();
    int time = decisions.count(account(queue) + ": acknowledgement of " + what);
    String which = what + (time == 1 ? "" : " (" + time + ")");
    Occasion crash = occasion(queue, which, event).named("crash before the acknowledgement of ");
    return faults
        .in(account(queue), Fault.CrashBeforeAck.class)
        .anyMatch(fault -> decisions.strikes(crash, fault.share()));
  }

  private static Occasion occasion(Queue queue, String what, TracedEvent event) {
    return new Occasion(account(queue), what, List.of(event.id()));
  }

  private Arrival arrival(Occasion delivery) {
    Duration delay =
        faults
            .in(delivery.account(), Fault.Delay.class)
            .map(fault -> delay(fault, delivery))
            .reduce(Duration.ZERO, Duration::plus);
    int overtakes =
        faults
            .in(delivery.account(), Fault.Reorder.class)
            .mapToInt(fault -> overtakes(fault, delivery))
            .sum();
    return new Arrival(delay, overtakes);
  }

  private static String account(Queue queue) {
    return queue.region().account().id();
  }

  private Duration delay(Fault.Delay fault, Occasion delivery) {
    Occasion occasion = delivery.named("delay of ");
    Duration delay =
        Duration.ofMillis(
            decisions.chance(occasion).between(fault.min().toMillis(), fault.max().toMillis()));
    String text = "delay of " + delay + " of " + delivery.what();
    return !delay.isZero() && decisions.admits(occasion, text) ? delay : Duration.ZERO;
  }

  private int overtakes(Fault.Reorder fault, Occasion delivery) {
    Occasion occasion = delivery.named("reordering of ");
    int places = (int) decisions.chance(occasion).between(0, fault.places());
    String text = occasion.what() + ", by up to " + places;
    return places > 0 && decisions.admits(occasion, text) ? places : 0;
  }

  private void begin(Fault.Outage outage, InMemoryOrganization aws) {
    String what = "outage of " + outage.account() + " after " + outage.after();
    Occasion occasion = new Occasion(outage.account(), what, List.of());
    if (!decisions.admits(occasion, what + " for " + outage.duration())) {
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
