// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import io.busbar.core.publish.PreparedEvent;
import io.busbar.outbox.Intake.Arrival;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The events of one open transaction, until it ends. They are inserted once, right before the
 * commit or with it. Not thread-safe, like the connection that it belongs to.
 */
final class TransactionBuffer {
  private final List<Buffered> events = new ArrayList<>();
  private final List<Mark> marks = new ArrayList<>();
  private final Map<Intake, Insertion> inserted = new LinkedHashMap<>();
  private @Nullable SQLException failure;

  private record Buffered(Intake intake, PreparedEvent event) {}

  /** How many events there were when a savepoint was set. */
  private record Mark(Savepoint savepoint, int size) {}

  void add(Intake intake, PreparedEvent event) {
    events.add(new Buffered(intake, event));
  }

  boolean isEmpty() {
    return events.isEmpty();
  }

  /**
   * Inserts everything; to be followed by the commit.
   *
   * @throws SQLException if the events cannot be stored; the transaction must not commit then, and
   *     every further try is refused until it is rolled back
   */
  void insert(Connection connection) throws SQLException {
    if (failure != null) {
      throw failure;
    }
    try {
      for (Map.Entry<Intake, List<PreparedEvent>> each : byIntake(events).entrySet()) {
        inserted.put(each.getKey(), each.getKey().insert(connection, each.getValue()));
      }
    } catch (SQLException | RuntimeException failed) {
      failure = CommitFailures.notStored(events.size(), failed);
      throw failure;
    }
  }

  /**
   * Inserts everything and commits, in one round trip.
   *
   * @return false where that cannot be, and nothing was done
   * @throws SQLException if the database refuses the events or the commit, or it is not known what
   *     it has done; every further try is refused until the transaction is rolled back
   */
  boolean insertAndCommit(Connection connection) throws SQLException {
    Intake only = failure == null ? onlyIntake() : null;
    if (only == null) {
      return false;
    }
    List<PreparedEvent> all = events.stream().map(Buffered::event).toList();
    Arrival arrival;
    try {
      arrival = only.insertAndCommit(connection, all);
    } catch (SQLException failed) {
      throw CommitFailures.isUnknown(failed)
          ? unknown(only, all, failed)
          : notCommitted(all.size(), failed);
    } catch (RuntimeException failed) {
      throw notCommitted(all.size(), failed);
    }
    if (arrival == null) {
      return false;
    }
    end();
    only.arrived(arrival);
    return true;
  }

  private SQLException notCommitted(int size, Exception failed) {
    failure = CommitFailures.notCommitted(size, failed);
    return failure;
  }

  private SQLException unknown(Intake intake, List<PreparedEvent> all, SQLException failed) {
    end();
    failure = failed;
    intake.unknown(all);
    return failed;
  }

  /** Null when there are no events, or those of several outboxes. */
  private @Nullable Intake onlyIntake() {
    Intake only = events.isEmpty() ? null : events.get(0).intake;
    boolean isOnly = events.stream().allMatch(each -> each.intake == only);
    return isOnly ? only : null;
  }

  void committed() {
    Map<Intake, Insertion> ended = end();
    ended.forEach((intake, insertion) -> intake.committed(insertion, true));
  }

  /** The commit itself has failed. */
  void unknown() {
    end().forEach(Intake::unknown);
  }

  void rolledBack() {
    Map<Intake, Insertion> rows = new LinkedHashMap<>(inserted);
    Map<Intake, List<PreparedEvent>> lost = byIntake(events);
    end();
    rows.forEach(Intake::rolledBack);
    rows.keySet().forEach(lost::remove);
    lost.forEach(Intake::rolledBack);
  }

  private Map<Intake, Insertion> end() {
    Map<Intake, Insertion> ended = new LinkedHashMap<>(inserted);
    events.clear();
    marks.clear();
    inserted.clear();
    failure = null;
    return ended;
  }

  void marked(Savepoint savepoint) {
    marks.add(new Mark(savepoint, events.size()));
  }

  void released(Savepoint savepoint) {
    marks.removeIf(mark -> mark.savepoint == savepoint);
  }

  /** Drops what was buffered since a savepoint; the savepoint itself stays, later ones are gone. */
  void rolledBackTo(Savepoint savepoint) {
    for (int i = 0; i < marks.size(); i++) {
      if (marks.get(i).savepoint == savepoint) {
        marks.subList(i + 1, marks.size()).clear();
        truncate(marks.get(i).size);
        return;
      }
    }
  }

  private void truncate(int size) {
    List<Buffered> since = events.subList(size, events.size());
    Map<Intake, List<PreparedEvent>> lost = byIntake(since);
    since.clear();
    lost.forEach(Intake::rolledBack);
  }

  private static Map<Intake, List<PreparedEvent>> byIntake(List<Buffered> events) {
    Map<Intake, List<PreparedEvent>> grouped = new LinkedHashMap<>();
    for (Buffered each : events) {
      grouped.computeIfAbsent(each.intake, intake -> new ArrayList<>()).add(each.event);
    }
    return grouped;
  }
}
