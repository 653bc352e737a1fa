// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.evolution;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.OptionalInt;

/**
 * Recognises the version of an event that does not say it in {@code _metadata.schemaVersion}.
 * Implementations are pure and thread-safe.
 */
@FunctionalInterface
public interface VersionSniffer {

  /**
   * The version of this detail, 1 or more; empty when this sniffer cannot tell, so that the next
   * one is asked. Must leave the detail alone.
   */
  OptionalInt sniff(ObjectNode detail);

  /**
   * Recognises a version by a member that it introduced. The member counts when it is there, even
   * as null.
   *
   * @param path the member's name; a dot leads one level down, as in {@code metadata.source}
   * @param version the version that introduced the member, 1 or more
   */
  static VersionSniffer hasMember(String path, int version) {
    return new MemberPresence(path, version);
  }

  /**
   * Reads the version from a member of the detail: a whole number from 1, or a text of digits.
   * Anything else there, such as {@code "2.3.1"}, says nothing about the version.
   *
   * @param path the member's name; a dot leads one level down, as in {@code metadata.schemaVersion}
   */
  static VersionSniffer versionAt(String path) {
    return new VersionMember(path);
  }
}
