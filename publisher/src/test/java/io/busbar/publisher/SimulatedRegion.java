// SPDX-License-Identifier: Apache-2.0
package io.busbar.publisher;

import io.busbar.core.EventId;
import io.busbar.core.TimeSource;
import io.busbar.core.publish.Entry;
import io.busbar.core.publish.EntryResult;
import io.busbar.core.publish.EventTransport;
import io.busbar.core.publish.TransportException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A Region that can be well, refuse connections, or take events and say nothing. */
final class SimulatedRegion implements EventTransport {

  enum State {
    WELL(Duration.ofMillis(20)),
    REFUSING(Duration.ofMillis(1)),
    /** The caller gives up after its time-out; the Region has taken the events nevertheless. */
    SILENT(Duration.ofSeconds(10));

    private final Duration latency;

    State(Duration latency) {
      this.latency = latency;
    }
  }

  private final TimeSource time;
  private final List<EventId> taken = new ArrayList<>();
  private final Set<EventId> undecided = new HashSet<>();
  private State state = State.WELL;
  private int callsWhileDown;
  private int inFlight;
  private int mostInFlight;

  SimulatedRegion(TimeSource time) {
    this.time = time;
  }

  void becomes(State next) {
    state = next;
  }

  /** The ids that have arrived, some more than once. */
  List<EventId> taken() {
    return taken;
  }

  /** The ids of which the caller could not know that they have arrived. */
  Set<EventId> undecided() {
    return undecided;
  }

  int callsWhileDown() {
    return callsWhileDown;
  }

  int mostInFlight() {
    return mostInFlight;
  }

  @Override
  public CompletableFuture<List<EntryResult>> send(List<Entry> entries) {
    State now = state;
    callsWhileDown += now == State.WELL ? 0 : 1;
    inFlight++;
    mostInFlight = Math.max(mostInFlight, inFlight);
    CompletableFuture<List<EntryResult>> answer = new CompletableFuture<>();
    time.schedule(now.latency, () -> answer(now, entries, answer));
    return answer;
  }

  private void answer(
      State then, List<Entry> entries, CompletableFuture<List<EntryResult>> answer) {
    inFlight--;
    List<EventId> ids = entries.stream().map(Entry::id).toList();
    if (then == State.REFUSING) {
      answer.completeExceptionally(new TransportException("ConnectException", "Refused.", null));
      return;
    }
    taken.addAll(ids);
    if (then == State.WELL) {
      answer.complete(ScriptedTransport.accepted(entries));
      return;
    }
    undecided.addAll(ids);
    answer.complete(
        ids.stream().<EntryResult>map(id -> new EntryResult.Unknown("Timed out.")).toList());
  }
}
