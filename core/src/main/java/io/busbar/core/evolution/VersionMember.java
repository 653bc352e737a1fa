// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.evolution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** See {@link VersionSniffer#versionAt}. */
record VersionMember(MemberPath path) implements VersionSniffer {

  private static final Pattern DIGITS = Pattern.compile("[1-9][0-9]{0,8}");

  VersionMember(String path) {
    this(MemberPath.of(path));
  }

  @Override
  public OptionalInt sniff(ObjectNode detail) {
    JsonNode member = path.in(detail);
    if (member.isIntegralNumber() && member.canConvertToInt() && member.intValue() >= 1) {
      return OptionalInt.of(member.intValue());
    }
    if (member.isTextual() && DIGITS.matcher(member.textValue()).matches()) {
      return OptionalInt.of(Integer.parseInt(member.textValue()));
    }
    return OptionalInt.empty();
  }

  @Override
  public String toString() {
    return "versionAt(\"%s\")".formatted(path.text());
  }
}
