// SPDX-License-Identifier: Apache-2.0
package io.busbar.cache.replica;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One state that meets what is there; run once, while its key is held. */
final class Merge<V> {
  private final Versioned<V> state;
  private final ReplicaEntry<V> entry;

  /** Whether a state may enter where nothing is; asked while the key is held. */
  private final BooleanSupplier mayEnter;

  private Applied outcome = Applied.APPLIED;
  private @Nullable ReplicaEntry<V> before;

  Merge(Versioned<V> state, long diesAt, BooleanSupplier mayEnter) {
    this.state = state;
    this.entry = new ReplicaEntry<>(state.version(), state.value(), diesAt);
    this.mayEnter = mayEnter;
  }

  Applied outcome() {
    return outcome;
  }

  /** What was there, if it had a version. */
  @Nullable ReplicaEntry<V> before() {
    return before;
  }

  ReplicaEntry<V> entry() {
    return entry;
  }

  @Nullable ReplicaEntry<V> decide(@Nullable ReplicaEntry<V> old) {
    Version known = old == null ? null : old.version();
    if (known == null) {
      outcome = mayEnter.getAsBoolean() ? Applied.APPLIED : Applied.FORGOTTEN;
      // That the owner knew of none is no longer true when something came that may not enter.
      return outcome == Applied.APPLIED ? entry : null;
    }
    before = old;
    outcome = against(known);
    return outcome == Applied.APPLIED ? entry : old;
  }

  private Applied against(Version known) {
    if (state.version().isAfter(known)) {
      return Applied.APPLIED;
    }
    return state.version().equals(known) ? Applied.DUPLICATE : Applied.STALE;
  }
}
