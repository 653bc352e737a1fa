// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import io.busbar.core.TimeSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * This outbox's place among the nodes of the database. It is taken when there is something to
 * relay, and renewed only as long as there is: an idle node writes nothing.
 *
 * <p>Taken and renewed by the relay; read by every thread that inserts.
 */
final class Lease {
  /** An id that no node has. */
  static final int NOBODY = 0;

  private final TimeSource time;
  private final Duration duration;
  private final String host;
  private final Runnable onLoss;
  private volatile @Nullable Held held;

  /** The moment is that before the database was asked, so that we are never the last to know. */
  private record Held(int node, long renewedAt) {}

  /**
   * Starts without a place.
   *
   * @param onLoss runs when others have declared this node dead, so that its rows are not its own
   *     any more
   */
  Lease(TimeSource time, Duration duration, String host, Runnable onLoss) {
    this.time = time;
    this.duration = duration;
    this.host = host;
    this.onLoss = onLoss;
  }

  /**
   * The owner to insert rows with; null when the lease may end before they are committed. Then the
   * relay claims them after the commit, so that no business transaction waits for a lease.
   */
  @Nullable Integer ownerOfNewRows() {
    Held lease = held;
    return lease == null || hasPassed(lease, 2.0 / 3) ? null : lease.node;
  }

  /** The node whose rows nobody else may take now; null without a lease. */
  @Nullable Integer liveNode() {
    Held lease = held;
    return lease == null || hasPassed(lease, 1) ? null : lease.node;
  }

  /** The node, dead or alive; {@link #NOBODY} before there is one. */
  int node() {
    Held lease = held;
    return lease == null ? NOBODY : lease.node;
  }

  boolean isDueForRenewal() {
    Held lease = held;
    return lease == null || hasPassed(lease, 1.0 / 3);
  }

  /** From now until {@link #isDueForRenewal}, when it is not yet. */
  long nanosToRenewal() {
    Held lease = held;
    return lease == null ? 0 : duration.toNanos() / 3 - (time.nanoTime() - lease.renewedAt);
  }

  /** The node, with a lease that is not due for renewal. */
  int ensure(NodeTable nodes, Connection connection) throws SQLException {
    Held lease = held;
    if (lease != null && !isDueForRenewal()) {
      return lease.node;
    }
    long asked = time.nanoTime();
    if (lease != null && nodes.renew(connection, duration, lease.node)) {
      held = new Held(lease.node, asked);
      return lease.node;
    }
    if (lease != null) {
      held = null;
      onLoss.run();
    }
    int node = nodes.insert(connection, duration, host);
    held = new Held(node, asked);
    return node;
  }

  /** Gives the place up. */
  void leave(NodeTable nodes, Connection connection) throws SQLException {
    Held lease = held;
    held = null;
    if (lease != null) {
      nodes.leave(connection, lease.node);
    }
  }

  private boolean hasPassed(Held lease, double share) {
    return time.nanoTime() - lease.renewedAt >= (long) (duration.toNanos() * share);
  }
}
