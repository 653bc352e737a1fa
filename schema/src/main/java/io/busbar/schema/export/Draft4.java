// SPDX-License-Identifier: Apache-2.0
package io.busbar.schema.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** JSON Schema, draft 4. */
final class Draft4 extends OlderDialect {
  private static final Set<String> UNKNOWN =
      Set.of("$schema", "$id", "$comment", "examples", "deprecated", "contentEncoding");

  Draft4(String rootName) {
    super("#/definitions/", rootName);
  }

  @Override
  boolean knows(String keyword) {
    return !UNKNOWN.contains(keyword);
  }

  @Override
  ObjectNode settled(ObjectNode written) {
    return written;
  }
}
