// SPDX-License-Identifier: Apache-2.0
package io.busbar.cache.secret;

import org.jspecify.annotations.Nullable;

/**
 * A secret has a name and an ARN, which ends with the name, a dash and six characters
 * (CreateSecret's API reference, Name). The six may be left out when a secret is asked for.
 */
final class SecretIds {
  private static final int SUFFIX = 7;
  private static final String BEFORE_NAME = ":secret:";

  private SecretIds() {}

  /** Whether an id, in any of the three forms, means the secret with this name or ARN. */
  static boolean same(String id, @Nullable String name, @Nullable String arn) {
    return id.equals(name) || id.equals(arn) || (arn != null && isPartOf(arn, id));
  }

  private static boolean isPartOf(String arn, String id) {
    int from = id.startsWith("arn:") ? 0 : arn.indexOf(BEFORE_NAME) + BEFORE_NAME.length();
    return arn.length() == from + id.length() + SUFFIX && arn.startsWith(id, from);
  }
}
