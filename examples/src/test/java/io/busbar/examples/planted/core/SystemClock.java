// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.planted.core;

/** Allowed: the time source has to ask somebody. */
public final class SystemClock implements TimeSource {
  @Override
  public long nanoTime() {
    return System.nanoTime();
  }
}
