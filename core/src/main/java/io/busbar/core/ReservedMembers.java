// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

/** The names of the members that the library adds to a detail (docs/wire-format.md). */
final class ReservedMembers {
  static final String METADATA = "_metadata";
  static final String TRACE_CONTEXT = "traceContext";

  private ReservedMembers() {}

  static boolean isReserved(String member) {
    return member.equals(METADATA) || member.equals(TRACE_CONTEXT);
  }
}
