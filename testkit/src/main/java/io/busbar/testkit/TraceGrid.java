// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

/** A trace as a table: one line for each event. */
final class TraceGrid {
  private static final List<String> HEAD =
      List.of("event", "by", "published", "matched", "delivered", "handled", "acked");
  private static final int FIRST_NUMBER = 2;
  private final Trace trace;

  TraceGrid(Trace trace) {
    this.trace = trace;
  }

  String text() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEAD);
    trace.events().forEach(event -> rows.add(row(event)));
    List<Integer> widths = new ArrayList<>(Collections.nCopies(HEAD.size(), 0));
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths.set(i, Math.max(widths.get(i), row.get(i).length()));
      }
    }
    StringBuilder text = new StringBuilder();
    rows.forEach(row -> append(text, row, widths));
    return text.toString();
  }

  private List<String> row(TracedEvent event) {
    List<TraceEntry.Step> steps = trace.of(event).stream().map(TraceEntry::step).toList();
    return List.of(
        trace.nameOf(event) + " " + event.detailType(),
        event.service(),
        count(steps, TraceEntry.Accepted.class::isInstance),
        count(steps, step -> isRoute(step, JournalEntry.Matched.class)),
        count(steps, step -> isRoute(step, JournalEntry.Delivered.class)),
        count(steps, TraceGrid::isSuccess),
        count(steps, TraceEntry.Acknowledged.class::isInstance));
  }

  private static String count(List<TraceEntry.Step> steps, Predicate<TraceEntry.Step> counted) {
    return String.valueOf(steps.stream().filter(counted).count());
  }

  private static boolean isRoute(TraceEntry.Step step, Class<?> type) {
    return TraceText.route(step).filter(type::isInstance).isPresent();
  }

  private static boolean isSuccess(TraceEntry.Step step) {
    return step instanceof TraceEntry.Handled handled && handled.isSuccess();
  }

  private static void append(StringBuilder text, List<String> row, List<Integer> widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < row.size(); i++) {
      String padding = " ".repeat(widths.get(i) - row.get(i).length());
      boolean number = i >= FIRST_NUMBER;
      line.append(number ? padding + row.get(i) : row.get(i) + padding).append("  ");
    }
    text.append(line.toString().stripTrailing()).append('\n');
  }
}
