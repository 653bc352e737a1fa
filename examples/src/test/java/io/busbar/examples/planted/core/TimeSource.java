// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.planted.core;

/** What the rules take for the time source here. */
public interface TimeSource {
  /** Nanoseconds. */
  long nanoTime();
}
