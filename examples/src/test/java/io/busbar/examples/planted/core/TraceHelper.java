// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.planted.core;

/** Planted: a name that names nothing. */
public final class TraceHelper {
  private TraceHelper() {}
}
