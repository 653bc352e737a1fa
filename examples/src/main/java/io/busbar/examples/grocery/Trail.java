// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.grocery;

import io.busbar.core.EventId;
import io.busbar.core.EventMetadata;
import io.busbar.core.publish.EventDraft;
import io.busbar.core.publish.PublishInterceptor;
import io.busbar.core.publish.PublishSlot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Sees every event that this process makes, to draw one upgrade as a tree: which event caused
 * which, where, and how long after.
 */
final class Trail implements PublishInterceptor {

  /** One event that was made. */
  record Step(
      EventId id,
      @Nullable EventId causationId,
      String correlationId,
      String name,
      String service,
      String account,
      long millis) {}

  private final Queue<Step> steps = new ConcurrentLinkedQueue<>();

  @Override
  public PublishSlot slot() {
    return PublishSlot.METADATA;
  }

  @Override
  public void intercept(EventDraft draft) {
    EventMetadata made = draft.metadata();
    steps.add(
        new Step(
            made.id(),
            made.causationId(),
            made.correlationId(),
            draft.event().name().detailType(),
            made.service(),
            String.valueOf(made.account()),
            made.occurredAt().toEpochMilli()));
  }

  /**
   * How many events of each detail-type were made. Reruns after a rolled-back transaction count
   * again.
   */
  Map<String, Long> counts() {
    Map<String, Long> counts = new TreeMap<>();
    steps.stream().distinct().forEach(step -> counts.merge(step.name(), 1L, Long::sum));
    return counts;
  }

  /**
   * The tree with the most events: an upgrade whose payment failed first tells more than one that
   * went through.
   */
  List<String> longestTree() {
    Map<String, List<Step>> byCorrelation = new TreeMap<>();
    steps.forEach(
        step ->
            byCorrelation.computeIfAbsent(step.correlationId(), id -> new ArrayList<>()).add(step));
    List<String> lines = new ArrayList<>();
    byCorrelation.values().stream()
        .filter(
            tree -> tree.stream().anyMatch(step -> step.name().equals("Subscription Activated")))
        .max(Comparator.comparingInt(List::size))
        .ifPresent(tree -> draw(tree, null, "", lines));
    return lines;
  }

  private static void draw(
      List<Step> tree, @Nullable Step parent, String indent, List<String> lines) {
    EventId cause = parent == null ? null : parent.id();
    List<Step> children =
        tree.stream()
            .filter(
                step ->
                    cause == null ? step.causationId() == null : cause.equals(step.causationId()))
            .sorted(Comparator.comparingLong(Step::millis))
            .toList();
    for (Step step : children) {
      long after = parent == null ? 0 : step.millis() - parent.millis();
      lines.add(
          String.format(
              "%-52s %-18s %s  +%d ms",
              indent + step.name(), step.service(), step.account(), after));
      draw(tree, step, indent.isEmpty() ? "└─ " : "   " + indent, lines);
    }
  }
}
