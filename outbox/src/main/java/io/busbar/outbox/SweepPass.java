// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import io.busbar.outbox.Database.Tables;
import io.busbar.outbox.SweepQueries.Candidate;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * One way through the table, a page at a time, in the order of the ids, so that whatever is in
 * memory has all earlier rows of its key there as well. Ends when it has seen all rows, or memory
 * is full. Used by the {@link Sweeper}.
 */
final class SweepPass {
  private static final int MOST_AT_ONCE = 1_000;
  private static final int LOADED_AT_ONCE = 100;
  private final Backlog backlog;
  private final Lease lease;
  private final long spilledBefore;
  private long last;
  private int found;

  SweepPass(Backlog backlog, Lease lease) {
    this.backlog = backlog;
    this.lease = lease;
    backlog.passBegins();
    this.spilledBefore = backlog.spilled();
  }

  /** How many rows it has brought. */
  int found() {
    return found;
  }

  /** True when there may be another page, and memory has room for it. */
  boolean bringPage(Tables tables, Connection connection) throws SQLException {
    boolean complete = backlog.room() > 0 && isLastPage(tables, connection);
    if (complete) {
      backlog.caughtUp(spilledBefore);
      return false;
    }
    if (backlog.room() == 0) {
      backlog.leftBehind();
      return false;
    }
    return true;
  }

  private boolean isLastPage(Tables tables, Connection connection) throws SQLException {
    Integer live = lease.liveNode();
    int node = live == null ? Lease.NOBODY : live;
    List<Candidate> page = tables.sweep().candidates(connection, node, last, MOST_AT_ONCE);
    List<Candidate> free = page.stream().filter(this::isFree).toList();
    List<Candidate> fitting = fitting(free);
    found += take(tables, connection, fitting);
    boolean fits = fitting.size() == free.size();
    last = fits ? lastOf(page, last) : lastOf(fitting, last);
    return fits && page.size() < MOST_AT_ONCE;
  }

  /** Not behind a row that blocks its lane. */
  private boolean isFree(Candidate candidate) {
    return candidate.key() == null || !backlog.isBlocked(candidate.key(), candidate.id());
  }

  private static long lastOf(List<Candidate> candidates, long otherwise) {
    return candidates.isEmpty() ? otherwise : candidates.get(candidates.size() - 1).id();
  }

  /** The first of the page, up to the row that memory has no room for. */
  private List<Candidate> fitting(List<Candidate> page) {
    List<Long> unknown = backlog.unknown(ids(page));
    int room = backlog.room();
    if (unknown.size() <= room) {
      return page;
    }
    long tooMuch = unknown.get(room);
    return page.stream().takeWhile(candidate -> candidate.id() < tooMuch).toList();
  }

  private int take(Tables tables, Connection connection, List<Candidate> candidates)
      throws SQLException {
    List<Long> free = ids(candidates.stream().filter(candidate -> !candidate.owned()).toList());
    Set<Long> confirmed = new TreeSet<>(ids(candidates.stream().filter(Candidate::owned).toList()));
    if (!free.isEmpty()) {
      int node = lease.ensure(tables.nodes(), connection);
      tables
          .dialect()
          .election()
          .runIfElected(
              connection, own -> confirmed.addAll(tables.outbox().claim(own, free, node)));
    }
    return load(tables, connection, backlog.seen(List.copyOf(confirmed)));
  }

  private static List<Long> ids(List<Candidate> candidates) {
    return candidates.stream().map(Candidate::id).toList();
  }

  private int load(Tables tables, Connection connection, List<Long> ids) throws SQLException {
    for (int from = 0; from < ids.size(); from += LOADED_AT_ONCE) {
      int to = Math.min(ids.size(), from + LOADED_AT_ONCE);
      backlog.loaded(tables.outbox().load(connection, ids.subList(from, to)));
    }
    return ids.size();
  }
}
