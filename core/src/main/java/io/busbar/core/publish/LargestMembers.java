// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.publish;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.busbar.core.EncodedDetail;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Names what makes a detail large: names and sizes only, for values are personal data. */
final class LargestMembers {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int SHOWN = 3;

  private LargestMembers() {}

  /** The largest members of the detail's top level, as in {@code 'items' (900000 bytes)}. */
  static List<String> of(EncodedDetail detail) {
    try (JsonParser parser = JSON.createParser(detail.utf8())) {
      return sizes(parser).stream()
          .sorted(Comparator.comparingLong(Member::bytes).reversed())
          .limit(SHOWN)
          .map(member -> "'" + member.name() + "' (" + member.bytes() + " bytes)")
          .toList();
    } catch (IOException notJson) {
      return List.of("not known, because it is not JSON");
    }
  }

  private static List<Member> sizes(JsonParser parser) throws IOException {
    List<Member> members = new ArrayList<>();
    parser.nextToken();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      long start = parser.currentTokenLocation().getByteOffset();
      parser.skipChildren();
      // A text is read lazily; only then is the parser behind it.
      parser.finishToken();
      members.add(new Member(name, parser.currentLocation().getByteOffset() - start));
    }
    return members;
  }

  private record Member(String name, long bytes) {}
}
