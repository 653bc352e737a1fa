// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import static java.util.stream.Collectors.groupingBy;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What happened in an organization, event by event: published, matched, delivered, handled,
 * acknowledged, and which event led to which. Immutable.
 *
 * <p>Its texts name events by the order in which they appeared (e1, e2, …) and times by the seconds
 * since the first entry, so that two runs that went the same way have the same text.
 */
public final class Trace {
  private final List<TraceEntry> entries;
  private final TraceNames names;
  private final Map<String, List<TraceEntry>> byEvent;
  private final TraceOrigins origins;
  private final boolean complete;

  Trace(Collection<TraceEntry> entries, boolean complete) {
    this.complete = complete;
    this.entries = List.copyOf(entries);
    this.names = new TraceNames(this.entries);
    this.origins = new TraceOrigins(this, names.events());
    this.byEvent = this.entries.stream().collect(groupingBy(entry -> entry.event().id()));
  }

  /** All that happened, oldest first. */
  public List<TraceEntry> entries() {
    return entries;
  }

  /**
   * Whether nothing was forgotten since the organization was made; see {@link
   * InMemoryOrganizationBuilder#journalCapacity}.
   */
  public boolean isComplete() {
    return complete;
  }

  /** What happened to one event. */
  public List<TraceEntry> of(TracedEvent event) {
    return List.copyOf(byEvent.getOrDefault(event.id(), List.of()));
  }

  /** The events in the order in which they appeared, each once. */
  public List<TracedEvent> events() {
    return names.events();
  }

  /** The event of this own id, if it has appeared. */
  public Optional<TracedEvent> find(String id) {
    return names.find(id);
  }

  /** The event whose handler published this one. */
  public Optional<TracedEvent> causeOf(TracedEvent event) {
    return Optional.ofNullable(event.causation()).flatMap(this::find);
  }

  /** The events that its handlers published, in the order in which they appeared. */
  public List<TracedEvent> effectsOf(TracedEvent event) {
    return origins.effectsOf(event);
  }

  /** The id of the handler that published an event, if one did. */
  public Optional<String> handlerBehind(TracedEvent event) {
    return origins.handlerBehind(event);
  }

  /**
   * What went out of sight: no rule, no bus, a second hop, a failed delivery, a dead letter, and a
   * rejection unless another try to publish the event got through.
   */
  public List<TraceEntry> losses() {
    return entries.stream()
        .filter(entry -> TraceText.isLoss(entry.step()))
        .filter(entry -> !isMadeUpFor(entry))
        .toList();
  }

  private boolean isMadeUpFor(TraceEntry loss) {
    return loss.step() instanceof TraceEntry.Rejected
        && of(loss.event()).stream().anyMatch(entry -> entry.step() instanceof TraceEntry.Accepted);
  }

  /** The short name of an event in the texts: e1, e2, …. */
  public String nameOf(TracedEvent event) {
    return names.of(event);
  }

  /** One entry as a line: time, event, what happened. */
  public String describe(TraceEntry entry) {
    return names.line(entry);
  }

  /** When it happened, in seconds since the first entry: {@code +0.125}. */
  public String timeOf(TraceEntry entry) {
    return names.time(entry);
  }

  /** What happened, without time and event. */
  public String textOf(TraceEntry entry) {
    return TraceText.of(entry);
  }

  /** One line for every event: how often it was published, matched, delivered, handled, acked. */
  public String grid() {
    return new TraceGrid(this).text();
  }

  /** Every event with what happened to it, and under it the events that it caused. */
  public String tree() {
    return new TraceTree(this, names).text();
  }

  /** One line for everything that happened, in order: the text to compare runs by. */
  public String steps() {
    return lines(entries);
  }

  /** {@link #losses} as text, empty when there are none. */
  public String lossesText() {
    return lines(losses());
  }

  private String lines(List<TraceEntry> chosen) {
    StringBuilder text = new StringBuilder();
    chosen.forEach(entry -> text.append(names.line(entry)).append('\n'));
    return text.toString();
  }

  /** The grid, then the tree. */
  @Override
  public String toString() {
    return grid() + '\n' + tree();
  }
}
