// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.scenario;

import io.busbar.core.publish.Entry;
import io.busbar.core.publish.EntryResult;
import io.busbar.core.publish.EventTransport;
import io.busbar.core.publish.TransportException;
import io.busbar.testkit.TracedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What goes wrong between a service and PutEvents. The texts are those of EventBridge. */
final class PutEventsFaults {
  private static final EntryResult.Refused FAILED =
      new EntryResult.Refused(
          "InternalFailure", "The request processing has failed because of an unknown error.");
  private static final EntryResult.Unknown NO_ANSWER =
      new EntryResult.Unknown("The request timed out; EventBridge may have taken it.");

  private final ActiveFaults faults;
  private final Decisions decisions;
  private int sent;

  PutEventsFaults(ActiveFaults faults, Decisions decisions) {
    this.faults = faults;
    this.decisions = decisions;
  }

  CompletableFuture<List<EntryResult>> send(
      String account, List<Entry> entries, EventTransport transport) {
    List<Occasion> each = entries.stream().map(entry -> occasion(account, entry)).toList();
    Occasion request = together(account, each);
    if (throttles(request)) {
      return CompletableFuture.failedFuture(
          new TransportException("ThrottlingException", "Rate exceeded", null));
    }
    List<Boolean> failing = each.stream().map(this::fails).toList();
    List<Entry> passing =
        IntStream.range(0, entries.size())
            .filter(i -> !failing.get(i))
            .mapToObj(entries::get)
            .toList();
    return passing.isEmpty()
        ? CompletableFuture.completedFuture(merge(failing, List.of()))
        : transport.send(passing).thenApply(results -> merge(failing, answer(request, results)));
  }

  /** Each attempt is another one. */
  private Occasion occasion(String account, Entry entry) {
    String name = decisions.name(TracedEvent.of(entry));
    int attempt = decisions.count("sending of " + name);
    String what = attempt == 1 ? name : name + " (attempt " + attempt + ")";
    return new Occasion(account, what, List.of(entry.id().toString()));
  }

  private static Occasion together(String account, List<Occasion> each) {
    String what = each.stream().map(Occasion::what).collect(Collectors.joining(", "));
    List<String> eventIds =
        each.stream().flatMap(occasion -> occasion.eventIds().stream()).toList();
    return new Occasion(account, what, eventIds);
  }

  private boolean throttles(Occasion request) {
    Occasion occasion = request.named("throttling of PutEvents for ");
    return faults
        .in(request.account(), Fault.ThrottlePutEvents.class)
        .anyMatch(fault -> decisions.strikes(occasion, fault.share()));
  }

  private boolean fails(Occasion entry) {
    Occasion occasion = entry.named("failed entry of PutEvents for ");
    int position = sent++;
    return faults
            .in(entry.account(), Fault.FailEntriesByMask.class)
            .anyMatch(fault -> fault.fails(position) && decisions.admits(occasion, occasion.what()))
        || faults
            .in(entry.account(), Fault.FailEntries.class)
            .anyMatch(fault -> decisions.strikes(occasion, fault.share()));
  }

  private List<EntryResult> answer(Occasion request, List<EntryResult> results) {
    Occasion occasion = request.named("lost answer of PutEvents for ");
    boolean lost =
        faults
            .in(request.account(), Fault.LoseAnswers.class)
            .anyMatch(fault -> decisions.strikes(occasion, fault.share()));
    return lost ? results.stream().map(result -> (EntryResult) NO_ANSWER).toList() : results;
  }

  private static List<EntryResult> merge(List<Boolean> failing, List<EntryResult> results) {
    List<EntryResult> merged = new ArrayList<>(failing.size());
    int next = 0;
    for (boolean fails : failing) {
      merged.add(fails ? FAILED : results.get(next++));
    }
    return merged;
  }
}
