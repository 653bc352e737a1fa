// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.planted.publisher;

import java.time.Instant;

/** Planted: the library must ask its time source. */
public final class ReadsTheWallClock {
  private ReadsTheWallClock() {}

  static Instant today() {
    return Instant.now();
  }
}
