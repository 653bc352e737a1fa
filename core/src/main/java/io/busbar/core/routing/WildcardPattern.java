// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.routing;

import java.util.regex.Pattern;

/** Builds the regular expression of one text of a policy. */
final class WildcardPattern {

  /** Colons beyond these belong to an ARN's resource. */
  private static final int COLONS_OF_ARN = 5;

  private final WildcardKind kind;
  private final StringBuilder regex = new StringBuilder();
  private int colons;

  WildcardPattern(WildcardKind kind) {
    this.kind = kind;
  }

  /** Adds what is written in the policy. */
  void addWild(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean endOfPart = i + 1 == text.length() || text.charAt(i + 1) == ':';
      if (kind.hasWildcards() && c == '*') {
        regex.append(anyCharacter(endOfPart)).append('*');
      } else if (kind.hasWildcards() && c == '?') {
        regex.append(anyCharacter(false));
      } else {
        addLiteral(String.valueOf(c));
      }
    }
  }

  /** Adds what is not to be looked at for wildcards. */
  void addLiteral(String text) {
    colons += (int) text.chars().filter(c -> c == ':').count();
    regex.append(Pattern.quote(text));
  }

  Pattern compile() {
    int caseFlags = kind.ignoresCase() ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0;
    return Pattern.compile(regex.toString(), Pattern.DOTALL | caseFlags);
  }

  private String anyCharacter(boolean endOfPart) {
    return colons < COLONS_OF_ARN && kind.staysInPart(endOfPart) ? "[^:]" : ".";
  }
}
