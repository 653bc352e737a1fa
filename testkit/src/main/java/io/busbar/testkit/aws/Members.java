// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The constraints of EventBridge's service model on members that many operations share. */
final class Members {
  private static final Pattern BUS_NAME = Pattern.compile("[/\\.\\-_A-Za-z0-9]+");
  private static final Pattern RULE_NAME = Pattern.compile("[\\.\\-_A-Za-z0-9]+");
  private static final int MAX_BUS_NAME = 256;
  private static final int MAX_RULE_NAME = 64;

  private Members() {}

  /** A bus's name that must be there. */
  static String busName(Input input, String member) {
    String name = input.text(member);
    new Constraints()
        .required(lower(member), name)
        .length(lower(member), name, 1, MAX_BUS_NAME)
        .matches(lower(member), name, BUS_NAME)
        .check();
    return present(name);
  }

  /** A rule's name that must be there. */
  static String ruleName(Input input, String member) {
    String name = input.text(member);
    new Constraints()
        .required(lower(member), name)
        .length(lower(member), name, 1, MAX_RULE_NAME)
        .matches(lower(member), name, RULE_NAME)
        .check();
    return present(name);
  }

  /** A text that must be there. */
  static String text(Input input, String member) {
    String text = input.text(member);
    new Constraints().required(lower(member), text).check();
    return present(text);
  }

  private static String present(@Nullable String checked) {
    return checked == null ? "" : checked;
  }

  private static String lower(String member) {
    return Character.toLowerCase(member.charAt(0)) + member.substring(1);
  }
}
