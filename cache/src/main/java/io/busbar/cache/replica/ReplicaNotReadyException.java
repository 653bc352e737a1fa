// SPDX-License-Identifier: Apache-2.0
package io.busbar.cache.replica;

import io.busbar.core.BusbarException;

/** A replica was asked before its snapshot was in. */
public final class ReplicaNotReadyException extends BusbarException {

  private static final long serialVersionUID = 1L;

  ReplicaNotReadyException(String replica) {
    super(
        "Replica '%s' is not ready: its snapshot is not in. Call load(snapshot) or ready() at the start of the service, wait for awaitReady, or let it LOAD_THROUGH before it is ready."
            .formatted(replica));
  }
}
