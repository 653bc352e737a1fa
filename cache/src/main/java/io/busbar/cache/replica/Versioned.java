// SPDX-License-Identifier: Apache-2.0
package io.busbar.cache.replica;

import org.jspecify.annotations.Nullable;

/**
 * A state and how new it is, as a loader or a snapshot gives it.
 *
 * @param value null if what it was has been deleted in this version
 */
public record Versioned<V>(Version version, @Nullable V value) {

  public static <V> Versioned<V> of(Version version, V value) {
    return new Versioned<>(version, value);
  }

  public static <V> Versioned<V> deleted(Version version) {
    return new Versioned<>(version, null);
  }
}
