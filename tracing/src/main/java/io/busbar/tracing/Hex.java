// SPDX-License-Identifier: Apache-2.0
package io.busbar.tracing;

/** Lower-case hexadecimal digits, which is all that W3C allows. */
final class Hex {
  private Hex() {}

  static boolean isLower(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }

  static boolean isZero(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) != '0') {
        return false;
      }
    }
    return true;
  }
}
