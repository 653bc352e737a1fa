// SPDX-License-Identifier: Apache-2.0
package io.busbar.tracing;

import java.util.Random;

/** Texts as headers might be: valid ones with faults, and nonsense. */
final class RandomHeaders {
  private static final String[] SEEDS = {
    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    "a=1,b@c=2,fw529a3039@dt=FfOxGQ",
    "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1",
    "{\"detail\":{\"_metadata\":{\"traceparent\":\"x\",\"traceId\":\"y\"},\"traceparent\":\"z\"}}",
    "a=1;p=2,b=%20"
  };
  private static final String ALPHABET = "0123456789abcdefF-=,;@{}\"\\ \t\u00e4\ud83d\udca5%";

  private RandomHeaders() {}

  static String next(Random random) {
    StringBuilder text =
        new StringBuilder(random.nextInt(4) == 0 ? "" : SEEDS[random.nextInt(SEEDS.length)]);
    int faults = random.nextInt(6);
    for (int i = 0; i < faults; i++) {
      char c = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
      int at = random.nextInt(text.length() + 1);
      switch (random.nextInt(3)) {
        case 0 -> text.insert(at, c);
        case 1 -> text.setLength(at);
        default -> text.append(c).append(text, 0, Math.min(at, 200));
      }
    }
    return text.toString();
  }
}
