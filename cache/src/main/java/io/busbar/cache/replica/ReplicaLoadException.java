// SPDX-License-Identifier: Apache-2.0
package io.busbar.cache.replica;

import io.busbar.core.BusbarException;

/** The loader of a replica has failed; the cause is what it threw. */
public final class ReplicaLoadException extends BusbarException {

  private static final long serialVersionUID = 1L;

  ReplicaLoadException(String replica, Throwable cause) {
    super(
        "The loader of replica '%s' failed: %s. Nothing was changed; see the cause."
            .formatted(replica, cause.getClass().getSimpleName()),
        cause);
  }
}
