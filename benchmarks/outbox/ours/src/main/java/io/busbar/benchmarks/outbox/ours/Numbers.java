// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.outbox.ours;

import java.nio.charset.StandardCharsets;

/** Finds the number of an event in its detail. */
final class Numbers {
  private static final byte[] MEMBER = "\"number\":".getBytes(StandardCharsets.UTF_8);

  private Numbers() {}

  static long of(byte[] detail) {
    int at = 0;
    while (!isMember(detail, at)) {
      at++;
    }
    long number = 0;
    for (int i = at + MEMBER.length; detail[i] >= '0' && detail[i] <= '9'; i++) {
      number = number * 10 + detail[i] - '0';
    }
    return number;
  }

  private static boolean isMember(byte[] detail, int at) {
    for (int i = 0; i < MEMBER.length; i++) {
      if (detail[at + i] != MEMBER[i]) {
        return false;
      }
    }
    return true;
  }
}
