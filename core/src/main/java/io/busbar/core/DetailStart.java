// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/**
 * How a detail begins.
 *
 * @param offset of its opening brace in the message
 * @param ownOffset where the event's own members begin, behind the reserved ones
 * @param scattered whether a reserved member stands behind others
 * @param reserved the values of the reserved members
 */
record DetailStart(int offset, int ownOffset, boolean scattered, ReservedMembersValues reserved) {

  static DetailStart read(
      ReservedMembersScanner scanner, ObjectMapper mapper, String text, int offset)
      throws IOException {
    DetailStart scanned = scanner.scan(text, offset);
    DetailStart start = scanned == null ? parse(mapper, text, offset) : scanned;
    return start.reserved.mayFollowIn(text, start.ownOffset)
        ? start.withThoseBehind(mapper, text)
        : start;
  }

  private static DetailStart parse(ObjectMapper mapper, String text, int offset)
      throws IOException {
    ReservedMembersReader reader = new ReservedMembersReader(new ReservedMembersValues());
    try (JsonParser parser = mapper.createParser(new DetailText(text, offset + 1))) {
      parser.nextToken();
      reader.readLeading(parser);
      int own = offset + (int) parser.currentTokenLocation().getCharOffset();
      // Where the text ends inside the next value, Jackson has counted its buffer already.
      int within = Math.min(own, text.length());
      return new DetailStart(offset, within, false, reader.values());
    }
  }

  private DetailStart withThoseBehind(ObjectMapper mapper, String text) throws IOException {
    try (JsonParser parser = mapper.createParser(new DetailText(text, offset + 1))) {
      parser.nextToken();
      boolean behind = new ReservedMembersReader(reserved).readScattered(parser);
      return new DetailStart(offset, ownOffset, behind, reserved);
    }
  }
}
