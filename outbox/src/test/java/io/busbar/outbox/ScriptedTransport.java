// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import io.busbar.core.EventId;
import io.busbar.core.ServiceLimits;
import io.busbar.core.publish.Entry;
import io.busbar.core.publish.EntryResult;
import io.busbar.core.publish.EventTransport;
import io.busbar.core.publish.TransportException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A bus that does what a test tells it, and remembers what it was sent. */
final class ScriptedTransport implements EventTransport {
  private static final Pattern ITEM = Pattern.compile("\"item\":\"([^\"]*)\"");

  /** An answer for every entry of a request. */
  interface Script extends Function<List<Entry>, CompletableFuture<List<EntryResult>>> {}

  final List<List<Entry>> requests = new CopyOnWriteArrayList<>();
  final List<Entry> accepted = new CopyOnWriteArrayList<>();
  final List<CompletableFuture<List<EntryResult>>> held = new CopyOnWriteArrayList<>();
  private volatile Script script = this::accept;
  private volatile ServiceLimits limits = ServiceLimits.EVENTBRIDGE;

  static ScriptedTransport create() {
    return new ScriptedTransport();
  }

  @Override
  public CompletableFuture<List<EntryResult>> send(List<Entry> entries) {
    requests.add(List.copyOf(entries));
    return script.apply(entries);
  }

  @Override
  public ServiceLimits limits() {
    return limits;
  }

  void limits(ServiceLimits changed) {
    limits = changed;
  }

  void script(Script changed) {
    script = changed;
  }

  void accepts() {
    script = this::accept;
  }

  /** Answers each entry by itself. */
  void answers(Function<Entry, EntryResult> each) {
    script =
        entries -> {
          List<EntryResult> results = entries.stream().map(each).toList();
          for (int i = 0; i < results.size(); i++) {
            if (results.get(i) instanceof EntryResult.Accepted) {
              accepted.add(entries.get(i));
            }
          }
          return CompletableFuture.completedFuture(results);
        };
  }

  void refuses(String code, String message) {
    answers(entry -> new EntryResult.Refused(code, message));
  }

  void fails(String code, String message) {
    script = entries -> CompletableFuture.failedFuture(new TransportException(code, message, null));
  }

  /** Answers nothing until {@link #release}. */
  void holds() {
    script =
        entries -> {
          CompletableFuture<List<EntryResult>> answer = new CompletableFuture<>();
          held.add(answer);
          return answer.whenComplete((results, failure) -> accepted.addAll(entries));
        };
  }

  /** Accepts what is held, the oldest request first. */
  void release() {
    List<CompletableFuture<List<EntryResult>>> waiting = new ArrayList<>(held);
    held.clear();
    int first = requests.size() - waiting.size();
    for (int i = 0; i < waiting.size(); i++) {
      waiting.get(i).complete(results(requests.get(first + i)));
    }
  }

  List<String> acceptedItems() {
    return accepted.stream().map(ScriptedTransport::item).toList();
  }

  List<EventId> acceptedIds() {
    return accepted.stream().map(Entry::id).toList();
  }

  static EntryResult accepted(Entry entry) {
    return new EntryResult.Accepted("bus-" + entry.id());
  }

  static String item(Entry entry) {
    Matcher matcher = ITEM.matcher(entry.detail().json());
    return matcher.find() ? matcher.group(1) : "";
  }

  private CompletableFuture<List<EntryResult>> accept(List<Entry> entries) {
    accepted.addAll(entries);
    return CompletableFuture.completedFuture(results(entries));
  }

  private static List<EntryResult> results(List<Entry> entries) {
    return entries.stream().map(ScriptedTransport::accepted).toList();
  }
}
