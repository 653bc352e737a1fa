// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** One event that has arrived, read as far as its head. Not thread-safe: it stands on a parser. */
public interface IncomingEvent {

  EventHead head();

  /**
   * Reads the detail. The first call continues where the head ended; further calls read the detail
   * again.
   *
   * @throws MalformedEventException if the detail does not fit the type
   */
  Object detail(EventCodec.DetailReader reader);

  /**
   * Reads an upcast tree.
   *
   * @throws MalformedEventException if the tree does not fit the type
   */
  Object detail(EventCodec.DetailReader reader, JsonNode tree);

  /** The detail as a tree of the caller's own, without the reserved members. */
  ObjectNode detailTree();

  /**
   * The whole envelope as a tree, reserved members included: what event patterns are written for.
   */
  JsonNode envelopeTree();

  /** The text as it arrived. */
  String text();
}
