// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.evolution;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Where a member is: names with dots between the levels. */
record MemberPath(String text, JsonPointer pointer) {

  static MemberPath of(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException(
          "A sniffer's member must have a name, but was '%s'. Name it as in 'metadata.schemaVersion'."
              .formatted(text));
    }
    String escaped = text.replace("~", "~0").replace("/", "~1");
    return new MemberPath(text, JsonPointer.compile("/" + escaped.replace('.', '/')));
  }

  /** The member, or a missing node. */
  JsonNode in(ObjectNode detail) {
    return detail.at(pointer);
  }
}
