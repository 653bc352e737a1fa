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
    List<String> names = entries.stream().map(this::name).toList();
    String request = String.join(", ", names);
    if (throttles(account, request)) {
      return CompletableFuture.failedFuture(
          new TransportException("ThrottlingException", "Rate exceeded", null));
    }
    List<Boolean> failing = names.stream().map(name -> fails(account, name)).toList();
    List<Entry> passing =
        IntStream.range(0, entries.size())
            .filter(i -> !failing.get(i))
            .mapToObj(entries::get)
            .toList();
    return passing.isEmpty()
        ? CompletableFuture.completedFuture(merge(failing, List.of()))
        : transport
            .send(passing)
            .thenApply(results -> merge(failing, answer(account, request, results)));
  }

  /** Each attempt is another decision. */
  private String name(Entry entry) {
    String name = decisions.name(TracedEvent.of(entry));
    int attempt = decisions.count("sending of " + name);
    return attempt == 1 ? name : name + " (attempt " + attempt + ")";
  }

  private boolean throttles(String account, String request) {
    String what = "throttling of PutEvents for " + request;
    return faults
        .in(account, Fault.ThrottlePutEvents.class)
        .anyMatch(fault -> decisions.strikes(account, what, fault.share()));
  }

  private boolean fails(String account, String name) {
    String what = "failed entry of PutEvents for " + name;
    int position = sent++;
    return faults
            .in(account, Fault.FailEntriesByMask.class)
            .anyMatch(
                fault -> fault.fails(position) && decisions.admits(account + ": " + what, what))
        || faults
            .in(account, Fault.FailEntries.class)
            .anyMatch(fault -> decisions.strikes(account, what, fault.share()));
  }

  private List<EntryResult> answer(String account, String request, List<EntryResult> results) {
    String what = "lost answer of PutEvents for " + request;
    boolean lost =
        faults
            .in(account, Fault.LoseAnswers.class)
            .anyMatch(fault -> decisions.strikes(account, what, fault.share()));
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
