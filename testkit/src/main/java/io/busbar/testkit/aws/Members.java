// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

/** Members that must be there, in operations that are not, or not wholly, checked by a model. */
final class Members {
  private Members() {}

  /** A text that must be there. */
  static String text(Input input, String member) {
    String text = input.text(member);
    new Constraints()
        .required(Character.toLowerCase(member.charAt(0)) + member.substring(1), text)
        .check();
    return String.valueOf(text);
  }
}
