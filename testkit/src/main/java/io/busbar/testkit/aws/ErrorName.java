// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import org.jspecify.annotations.Nullable;

/**
 * What an error is called on the wire.
 *
 * @param namespace what stands before the {@code #} in {@code __type}, or null
 * @param type the shape's name, by which clients choose their exception
 * @param queryCode what the error was called in the query protocol, which clients of a query
 *     compatible service show as its code; null for other services
 */
record ErrorName(@Nullable String namespace, String type, @Nullable String queryCode) {

  /** An error of a service that never spoke the query protocol. */
  static ErrorName plain(String type) {
    return new ErrorName(null, type, null);
  }

  String shape() {
    return namespace == null ? type : namespace + '#' + type;
  }
}
