// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.routing;

/**
 * What EventBridge takes as an event pattern. A value, because limits of AWS move and quotas can be
 * raised. Immutable.
 *
 * @param maxLength characters of a pattern: the quota "Event pattern size", 2,048 unless AWS raised
 *     it for the account
 * @param maxApiLength characters that PutRule takes at all, whatever the quota: 4,096
 * @param maxWildcardComplexity how many wildcard prefixes one value may be inside of at the same
 *     time, as event-ruler counts them: 10
 * @param maxOrCombinations the rules that a pattern makes when its {@code $or} arrays are
 *     multiplied out: 1,000
 */
public record PatternLimits(
    int maxLength, int maxApiLength, int maxWildcardComplexity, int maxOrCombinations) {

  /** The limits of EventBridge as documented in 2026, with the default quota. */
  public static final PatternLimits EVENTBRIDGE = new PatternLimits(2_048, 4_096, 10, 1_000);

  public PatternLimits {
    requirePositive("maxLength", maxLength);
    requirePositive("maxWildcardComplexity", maxWildcardComplexity);
    requirePositive("maxOrCombinations", maxOrCombinations);
    if (maxLength > maxApiLength) {
      throw new IllegalArgumentException(
          "maxLength must be at most maxApiLength, '%d', but was '%d'. PutRule refuses longer patterns."
              .formatted(maxApiLength, maxLength));
    }
  }

  /** These limits with a quota "Event pattern size" that AWS has raised for the account. */
  public PatternLimits withMaxLength(int characters) {
    return new PatternLimits(characters, maxApiLength, maxWildcardComplexity, maxOrCombinations);
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "%s must be 1 or more, but was '%d'. Start from PatternLimits.EVENTBRIDGE."
              .formatted(name, value));
    }
  }
}
