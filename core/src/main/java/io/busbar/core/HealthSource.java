// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

/** A part of the library that can say how it is. Thread-safe; answers at once, without I/O. */
@FunctionalInterface
public interface HealthSource {
  Health health();
}
