// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

final class Require {
  private Require() {}

  static void require(boolean condition, String format, Object... values) {
    if (!condition) {
      throw refusal(format, values);
    }
  }

  static IllegalArgumentException refusal(String format, Object... values) {
    return new IllegalArgumentException(String.format(format, values));
  }
}
