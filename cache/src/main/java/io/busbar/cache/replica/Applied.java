// SPDX-License-Identifier: Apache-2.0
package io.busbar.cache.replica;

import java.util.Locale;

/** What became of an update. None of them is a failure: the event is to be acknowledged. */
public enum Applied {
  /** It is the newest state now. */
  APPLIED,
  /** The same version is here already. */
  DUPLICATE,
  /** A newer version is here. */
  STALE,
  /**
   * The key was dropped for want of room in this or a newer version, so that nobody can say which
   * is the newest: the loader will.
   */
  FORGOTTEN;

  /** The value of the meter's tag. */
  String tag() {
    return name().toLowerCase(Locale.ROOT);
  }
}
