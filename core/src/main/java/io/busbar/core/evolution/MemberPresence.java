// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.evolution;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.OptionalInt;

/** See {@link VersionSniffer#hasMember}. */
record MemberPresence(MemberPath path, int version) implements VersionSniffer {

  MemberPresence(String path, int version) {
    this(MemberPath.of(path), version);
  }

  MemberPresence {
    if (version < 1) {
      throw new IllegalArgumentException(
          "hasMember(\"%s\", %d) names no version: versions count from 1."
              .formatted(path.text(), version));
    }
  }

  @Override
  public OptionalInt sniff(ObjectNode detail) {
    return path.in(detail).isMissingNode() ? OptionalInt.empty() : OptionalInt.of(version);
  }

  @Override
  public String toString() {
    return "hasMember(\"%s\", %d)".formatted(path.text(), version);
  }
}
