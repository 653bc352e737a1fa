// SPDX-License-Identifier: Apache-2.0
package io.busbar.publisher;

import io.busbar.core.ServiceLimits;
import io.busbar.core.publish.Entry;
import io.busbar.core.publish.EntryResult;
import io.busbar.core.publish.EventTransport;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A bus whose answers a test writes; without a script it takes everything at once. */
final class ScriptedTransport implements EventTransport {
  private final List<List<Entry>> requests = new CopyOnWriteArrayList<>();
  private final ServiceLimits limits;
  private volatile Function<List<Entry>, CompletableFuture<List<EntryResult>>> script;

  ScriptedTransport() {
    this(ServiceLimits.EVENTBRIDGE);
  }

  ScriptedTransport(ServiceLimits limits) {
    this.limits = limits;
    this.script = entries -> done(accepted(entries));
  }

  /** Answers each entry by itself, at once. */
  void answers(Function<Entry, EntryResult> each) {
    script = entries -> done(entries.stream().map(each).toList());
  }

  void answersRequests(Function<List<Entry>, CompletableFuture<List<EntryResult>>> whole) {
    script = whole;
  }

  /** Never answers. */
  void hangs() {
    script = entries -> new CompletableFuture<>();
  }

  static EntryResult accepted(Entry entry) {
    return new EntryResult.Accepted("bus-" + entry.id());
  }

  static List<EntryResult> accepted(List<Entry> entries) {
    return entries.stream().map(ScriptedTransport::accepted).toList();
  }

  static CompletableFuture<List<EntryResult>> done(List<EntryResult> results) {
    return CompletableFuture.completedFuture(results);
  }

  /** What was sent, request by request. */
  List<List<Entry>> requests() {
    return requests;
  }

  List<Integer> requestSizes() {
    return requests.stream().map(List::size).toList();
  }

  @Override
  public CompletableFuture<List<EntryResult>> send(List<Entry> entries) {
    requests.add(entries);
    return script.apply(entries);
  }

  @Override
  public ServiceLimits limits() {
    return limits;
  }
}
