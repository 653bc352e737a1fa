// SPDX-License-Identifier: Apache-2.0
package io.busbar.schema.compatibility;

/** How a consumer takes what its schema does not name. */
public enum Reading {
  /** It refuses members that it does not know, as a closed schema says. */
  STRICT,
  /** It ignores members that it does not know, as Busbar's consumers do. */
  TOLERANT
}
