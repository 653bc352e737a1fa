// SPDX-License-Identifier: Apache-2.0
package io.busbar.cache.replica;

import io.busbar.core.BusbarException;
import java.time.Duration;

/** A replica has heard nothing for longer than it may. */
public final class ReplicaStaleException extends BusbarException {

  private static final long serialVersionUID = 1L;

  private final Duration silence;

  ReplicaStaleException(String replica, Duration silence, Duration limit) {
    super(
        "Replica '%s' has heard nothing for %s, longer than its maxStaleness of %s. See whether its queue is consumed and its owner publishes or sends heartbeats; or let it SERVE or LOAD_THROUGH."
            .formatted(replica, silence, limit));
    this.silence = silence;
  }

  /** How long it has heard nothing. */
  public Duration silence() {
    return silence;
  }
}
