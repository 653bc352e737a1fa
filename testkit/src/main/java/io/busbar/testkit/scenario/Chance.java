// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.scenario;

/**
 * One decision's own randomness: it follows from the seed and the decision's key alone, so that
 * leaving out one fault changes no other. SplitMix64, written out so that it is the same on every
 * JDK.
 */
final class Chance {
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;
  private long state;

  Chance(long seed, String key) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < key.length(); i++) {
      hash = (hash ^ key.charAt(i)) * FNV_PRIME;
    }
    this.state = mix(seed) ^ hash;
  }

  /** The seed of the nth run of many, from 0. */
  static long seed(long base, long run) {
    return mix(base + run * GOLDEN) >>> 1;
  }

  boolean hits(double share) {
    return (next() >>> 11) * 0x1.0p-53 < share;
  }

  /** Between {@code min} and {@code max}, both included. */
  long between(long min, long max) {
    return min + Long.remainderUnsigned(next(), max - min + 1);
  }

  private long next() {
    state += GOLDEN;
    return mix(state);
  }

  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
