// SPDX-License-Identifier: Apache-2.0
package io.busbar.cache.replica;

import java.util.Optional;

/** What a replica knows of a key. That nothing is known does not mean that nothing is there. */
public sealed interface Lookup<V> {

  /** It is there, in this state. */
  record Present<V>(V value, Version version) implements Lookup<V> {}

  /** It has been deleted, or its owner has said that there is none. */
  record Deleted<V>() implements Lookup<V> {}

  /** This replica has not heard of it, or no longer has it. */
  record Unknown<V>() implements Lookup<V> {}

  /** The value where there is one; empty for deleted and for unknown. */
  default Optional<V> toOptional() {
    return this instanceof Present<V> present ? Optional.of(present.value()) : Optional.empty();
  }
}
